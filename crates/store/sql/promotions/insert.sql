insert into promotions (seller_id, promotion_id, kind, title, title_en, description, description_en, state, funding, conditions,
  benefit, currency, starts_at, ends_at, freeze_at, auto_add_at, enrol, budget, spent, joined, pieces, turnover, discount, cost,
  codes, created_by, created_at, version, nominates)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
  $27, $28, $29)
