select email, language, confirmed_at, bounces, trouble from contacts where person_id = $1
