
/*@
//% for behavior in row.behaviors
  behavior ${behavior.name}:
//% for text in behavior.clauses
${text}
//% endfor
//% endfor
//% if row.behaviors | length > 1
  complete behaviors;
  disjoint behaviors;
//% endif
*/
${row.prototype}
