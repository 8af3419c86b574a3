where seller_id = $1 and offer_id in (
  /*sqlite select value from json_each($2) */
  /*pg select cast(named.name as text) from jsonb_array_elements_text(cast(cast($2 as text) as jsonb)) as named (name) */
)
