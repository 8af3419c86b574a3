select r.seller_id, r.place, r.review_id, r.sku, r.order_id, r.order_status, r.buyer_id, r.buyer_name, r.stars, r.text,
  r.pros, r.cons, r.media, r.photos, r.videos, r.published_at, r.received_at, r.edited_at, r.deleted, r.status, r.waits,
  r.comments, r.answer_id, r.answer_text, r.answered_at, r.useful, r.version, p.name, p.picture, r.held
