select floor_percent, floor_margin, on_floor, request_percent, request_pieces, request_hours, version, updated_at
from price_rules where seller_id = $1
