select c.comment_id, c.place, c.review_id, c.parent_id, c.author, c.author_id, c.author_name, c.text, c.state, c.settles,
  c.sent_at, c.public_at, c.edited_at, c.version
