/**
 * The address of a rule's own page.
 *
 * @param id the rule's id: `impact/data`
 * @param root the site's root, as an address or as seen from a page: "https://coach.example.com/", "../"
 */
export const ruleAddress = (id: string, root: string): string => `${root}rules/${id}/`;
