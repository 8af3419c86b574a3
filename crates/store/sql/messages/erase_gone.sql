update messages set text = '', files = '[]'
where state = 'deleted' and edited_at < $1 and (text <> '' or files <> '[]')
