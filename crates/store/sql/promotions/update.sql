update promotions set title = $3, title_en = $4, description = $5, description_en = $6, state = $7, funding = $8,
  conditions = $9, benefit = $10, starts_at = $11, ends_at = $12, freeze_at = $13, auto_add_at = $14, enrol = $15,
  budget = $16, codes = $17, nominates = $18, version = version + 1
where seller_id = $1 and promotion_id = $2 and version = $19
