select r.review_id, r.place, r.sku, r.order_status, r.stars, r.text, r.pros, r.cons, r.photos, r.videos,
  r.published_at is not null, r.status, r.answer_id is not null, r.comments, r.held
