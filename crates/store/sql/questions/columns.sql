select q.seller_id, q.place, q.question_id, q.sku, q.buyer_id, q.buyer_name, q.text, q.asked_at, q.received_at, q.state, q.stage,
  q.same, q.answers, q.others, q.answer_id, q.answer_text, q.answered_at, q.version, p.name, p.picture, coalesce(p.archived, false)
