where seller_id = $1 and product_id in (
  /*sqlite select value from json_each($2) */
  /*pg select cast(named.name as bigint) from jsonb_array_elements_text(cast(cast($2 as text) as jsonb)) as named (name) */
)
