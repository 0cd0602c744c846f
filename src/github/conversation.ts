import { readCommentMarker, readReviewMarker } from "../review/markers.ts";
import type { Conversation, Thread } from "../review/model.ts";

interface Written {
  readonly body: string;
  readonly viewerDidAuthor: boolean;
  readonly author:
    | { readonly __typename: "Bot"; readonly databaseId: number | null }
    | { readonly __typename: "User"; readonly login: string }
    | { readonly __typename: "Mannequin" | "Organization" | "EnterpriseUserAccount" }
    | null;
}

/** A review, as GraphQL gives it. */
export type ReviewNode = Written;

/** A thread, as GraphQL gives it. */
export interface ThreadNode {
  readonly id: string;
  readonly isResolved: boolean;
  readonly resolvedBy: { readonly login: string } | null;
  readonly comments: {
    readonly nodes: readonly (Written & { readonly fullDatabaseId: string; readonly isMinimized: boolean })[];
  };
}

/**
 * Picks our part of a conversation. Markers are believed only in what our app itself wrote: anybody can write one.
 *
 * @param viewer the id that we have ourselves, as GraphQL's `viewer` says it
 */
export function conversationOf(
  threads: readonly ThreadNode[],
  reviews: readonly ReviewNode[],
  viewer: number | null,
): Conversation {
  return {
    reviews: reviews.filter((review) => isOurs(review, viewer)).flatMap(({ body }) => readReviewMarker(body) ?? []),
    threads: threads.flatMap((thread) => ourThread(thread, viewer) ?? []),
  };
}

function isOurs({ viewerDidAuthor, author }: Written, viewer: number | null): boolean {
  return viewerDidAuthor || (viewer !== null && author?.__typename === "Bot" && author.databaseId === viewer);
}

function ourThread({ id, isResolved, resolvedBy, comments }: ThreadNode, viewer: number | null): Thread | null {
  const [first] = comments.nodes;
  if (first === undefined || !isOurs(first, viewer)) return null;
  const marker = readCommentMarker(first.body);
  if (marker === null) return null;
  return {
    id,
    commentId: Number(first.fullDatabaseId),
    body: first.body,
    marker,
    isResolved,
    // GitHub names nobody where an app resolved it.
    isResolvedByPerson: isResolved && resolvedBy !== null && !resolvedBy.login.endsWith("[bot]"),
    isMinimized: first.isMinimized,
  };
}
