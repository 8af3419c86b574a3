select stage, others, questions from question_facets where seller_id = $1 and questions <> 0
