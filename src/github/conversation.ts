import { readCommands } from "../conversation/read-commands.ts";
import { readCommentMarker, readMessageMarker, readReviewMarker } from "../review/markers.ts";
import type { Conversation, Reaction, Remark, Thread } from "../review/model.ts";

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

/** A comment, as GraphQL gives it. */
export interface CommentNode extends Written {
  readonly fullDatabaseId: string;
  readonly createdAt: string;
  readonly reactionGroups: readonly { readonly content: string; readonly viewerHasReacted: boolean }[] | null;
}

/** A thread, as GraphQL gives it. */
export interface ThreadNode {
  readonly id: string;
  readonly isResolved: boolean;
  readonly resolvedBy: { readonly login: string } | null;
  readonly path: string;
  readonly line: number | null;
  readonly startLine: number | null;
  readonly comments: { readonly nodes: readonly (CommentNode & { readonly isMinimized: boolean })[] };
}

const REACTIONS: Readonly<Record<string, Reaction>> = { THUMBS_UP: "+1", CONFUSED: "confused", HEART: "heart" };

/**
 * Picks our part of a conversation, and what people say in it. Markers are believed only in what our app itself wrote: anybody can write one. What bots say is
 * not read.
 *
 * @param viewer the id that we have ourselves, as GraphQL's `viewer` says it
 */
export function conversationOf(
  threads: readonly ThreadNode[],
  reviews: readonly ReviewNode[],
  comments: readonly CommentNode[],
  viewer: number | null,
): Conversation {
  const ours = threads.flatMap((thread) => ourThread(thread, viewer) ?? []);
  const known = new Set(ours.map(({ id }) => id));
  const elsewhere = threads.filter(({ id }) => !known.has(id)).flatMap((thread) => remarksIn(thread, 0, viewer));
  return {
    reviews: reviews.filter((review) => isOurs(review, viewer)).flatMap(({ body }) => readReviewMarker(body) ?? []),
    threads: ours,
    comments: [...comments.flatMap((comment) => remarkOf(comment, null, viewer) ?? []), ...elsewhere].filter(
      ({ isOurs: own, body }) => own || readCommands(body).length > 0,
    ),
  };
}

function isOurs({ viewerDidAuthor, author }: Written, viewer: number | null): boolean {
  return viewerDidAuthor || (viewer !== null && author?.__typename === "Bot" && author.databaseId === viewer);
}

function ourThread(node: ThreadNode, viewer: number | null): Thread | null {
  const { id, isResolved, resolvedBy, path, line, startLine, comments } = node;
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
    resolvedBy: isResolved && resolvedBy?.login.endsWith("[bot]") === false ? resolvedBy.login : null,
    isMinimized: first.isMinimized,
    path,
    place: line === null ? null : { line, startLine },
    replies: remarksIn(node, 1, viewer),
  };
}

function remarksIn({ comments: { nodes } }: ThreadNode, from: number, viewer: number | null): Remark[] {
  const root = Number(nodes[0]?.fullDatabaseId);
  return nodes.slice(from).flatMap((comment) => remarkOf(comment, root, viewer) ?? []);
}

function remarkOf(comment: CommentNode, root: number | null, viewer: number | null): Remark | null {
  const { fullDatabaseId, body, author, createdAt, reactionGroups } = comment;
  const own = isOurs(comment, viewer);
  if (!own && author?.__typename !== "User") return null;
  return {
    id: Number(fullDatabaseId),
    isOurs: own,
    author: author?.__typename === "User" && !own ? author.login : null,
    body,
    at: createdAt,
    root,
    marker: own ? readMessageMarker(body) : null,
    reactions: new Set(
      (reactionGroups ?? []).flatMap(({ content, viewerHasReacted }) => {
        const reaction = REACTIONS[content];
        return viewerHasReacted && reaction !== undefined ? [reaction] : [];
      }),
    ),
  };
}
