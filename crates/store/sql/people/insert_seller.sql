insert into sellers (seller_id, name, legal_name, inn, ogrn, country, currency, ownership_form, tax_system, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (seller_id) do nothing
