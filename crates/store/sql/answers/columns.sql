select a.answer_id, a.seller_id, a.place, a.question_id, a.sku, a.author, a.author_id, a.author_name, a.text, a.public_text,
  a.text_hash, a.state, a.sent_at, a.public_at, a.due_at, a.published_at, a.edited_at, a.useful, a.version
from answers a
