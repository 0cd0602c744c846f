/** A stranger's text or name on one line, without what a terminal obeys. */
export const plain = (text: string): string => text.replaceAll(/\s+/gu, " ").replaceAll(/\p{Cc}/gu, "�");
