select r.seller_id, r.request_id, r.sku, r.buyer_id, r.buyer_name, r.state, r.list_price, r.shown_price, r.asked_price, r.asked_min,
  r.asked_max, r.buyer_words, r.seller_words, r.approved_price, r.approved_min, r.approved_max, r.bought, r.automatic, r.decided_by,
  r.decided_name, r.created_at, r.seen_at, r.decided_at, r.ends_at, r.previous, r.version, p.name, p.offer_id, p.picture, p.price,
  p.currency, p.stock, p.archived
from discount_requests r join products p on p.seller_id = r.seller_id and p.sku = r.sku
