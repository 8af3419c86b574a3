insert into comments (seller_id, comment_id, place, review_id, parent_id, author, author_id, author_name, text, state,
  settles, sent_at, public_at, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)
on conflict (seller_id, comment_id) do nothing
