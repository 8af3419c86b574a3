where promotion_id in (
  /*sqlite select value from json_each($1) */
  /*pg select cast(named.name as bigint) from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) as named (name) */
)
