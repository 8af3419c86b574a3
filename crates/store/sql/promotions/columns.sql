select seller_id, promotion_id, kind, title, title_en, description, description_en, state, funding, conditions, benefit, currency,
  starts_at, ends_at, freeze_at, auto_add_at, enrol, budget, spent, joined, pieces, turnover, discount, cost, codes,
  created_by, created_at, version, nominates
from promotions
