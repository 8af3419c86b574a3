select a.seller_id, a.promotion_id, a.sku, a.state, a.price, a.quantity, a.sold, a.reserved, a.mode, a.reason, a.agreed_by,
  a.agreed_at, a.terms, a.version, a.updated_at
from participations a
