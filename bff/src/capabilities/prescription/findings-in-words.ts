/** The kinds of machine checks as a patient reads them; a rule added later shows as 其他规则 until it has a line here. */
export const checkText: Record<string, string> = {
  validity: '处方是否在有效期内',
  prohibited: '是否有禁止网络销售的药品',
  allergy: '与健康档案里的过敏史',
  dose_over_max: '剂量是否超过说明书上限',
  interaction: '药物之间的相互作用',
  duplicate_ingredient: '是否重复用同一种成分',
  condition: '与健康档案里的疾病',
  pregnancy: '妊娠与哺乳期',
  age: '年龄是否适合',
  supply_days: '用药天数',
  quantity: '数量与用法是否相符',
  drug_count: '一张处方是否不超过五种药',
  not_carried: '药店是否有这种药',
  signature: '医师签名或签章',
};
