// Reviews through the product's own API, as a seller's program sees them.

/** Ids of the first reviews. */
export async function someReviews(product, seller) {
  const response = await product.api("/api/v1/reviews?limit=50", { seller });
  const { items } = await response.json();
  return items.map(({ id }) => id);
}

/** Answers a review; `{ status, body }`, or null where the product went away meanwhile. */
export async function answer(product, review, text, { seller, key = crypto.randomUUID() } = {}) {
  try {
    const response = await product.api(`/api/v1/reviews/${review}/comments`, { seller, body: { text }, headers: { "Idempotency-Key": key } });
    return { status: response.status, body: await response.json() };
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError || error.name === "AbortError") return null;
    throw error;
  }
}

/** Which of the comments, `{ id, review, text }`, cannot be read. */
export async function lost(product, comments, seller) {
  const byReview = grouped(comments);
  const missing = [];
  for (const [review, expected] of byReview) {
    const seen = new Map((await commentsOf(product, review, seller)).map(({ id, text }) => [id, text]));
    missing.push(...expected.filter(({ id, text }) => seen.get(id) !== text));
  }
  return missing;
}

function grouped(comments) {
  const groups = new Map();
  for (const comment of comments) groups.set(comment.review, [...(groups.get(comment.review) ?? []), comment]);
  return groups;
}

async function commentsOf(product, review, seller) {
  const all = [];
  for (let cursor = ""; ; ) {
    const response = await product.api(`/api/v1/reviews/${review}/comments?limit=100${cursor && `&after=${encodeURIComponent(cursor)}`}`, { seller });
    const { items, next } = await response.json();
    all.push(...items);
    if (!next) return all;
    cursor = next;
  }
}
