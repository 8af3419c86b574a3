select seller_id, floor_percent, floor_margin, on_floor, request_percent, request_pieces, request_hours, version, updated_at
from price_rules where seller_id in (
  /*sqlite select value from json_each($1) */
  /*pg select cast(named.name as bigint) from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) as named (name) */
)
