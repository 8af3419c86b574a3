select person_id from mutes where subject = $1 and until > $2 and person_id in (
  /*sqlite select value from json_each($3) */
  /*pg select jsonb_array_elements_text(cast(cast($3 as text) as jsonb)) */
)
