select comment_id, place, review_id, parent_id, author, author_id, author_name, text, state, settles, sent_at, public_at, edited_at,
  version
from comments
