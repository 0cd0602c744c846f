const DAY = 1440;

/** A length of time as people say it: "52 minutes", "16 h 48 min", "2 days". */
export function inWords(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 1) return `${Math.round(minutes * 60)} seconds`;
  if (whole < 120) return whole === 1 ? "1 minute" : `${whole} minutes`;
  if (whole < 2 * DAY)
    return whole % 60 === 0 ? `${whole / 60} hours` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
  return `${Math.round(whole / DAY)} days`;
}
