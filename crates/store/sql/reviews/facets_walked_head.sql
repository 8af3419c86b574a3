select r.status, r.stars, r.answer_id is not null, r.text <> '' or r.pros <> '' or r.cons <> '', r.photos + r.videos > 0,
  r.order_status, count(*)
