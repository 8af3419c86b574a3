  and c.turn = cast($6 as text) and c.archived = false
