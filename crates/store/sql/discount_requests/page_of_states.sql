where r.seller_id = $1 and r.request_id < $2 and r.state in (
  /*sqlite select value from json_each($5) */
  /*pg select cast(named.name as text) from jsonb_array_elements_text(cast(cast($5 as text) as jsonb)) as named (name) */
)
order by r.request_id desc limit $3 offset $4
