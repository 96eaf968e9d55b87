import { describe, expect, it } from 'vitest';
import { guarantorTold } from '../../flows/name-guarantor/told.ts';

const his = { mobile: '+966555550001', own: false };

describe('whom words name as guarantor', () => {
  it.each([
    ['محمد السالم ٠٥٥٥٥٥٠٠٠١', { name: 'محمد السالم', mobile: his }],
    ['محمد السالم 055 555 0001', { name: 'محمد السالم', mobile: his }],
    ['محمد السالم، جواله +966 55 555 0001', { name: 'محمد السالم', mobile: his }],
    ['كفيلي أخوي محمد السالم ورقمه ٠٥٥٥٥٥٠٠٠١', { name: 'محمد السالم', relation: 'sibling', mobile: his }],
    ['٠٥٥٥٥٥٠٠٠١ زوجي سالم', { name: 'سالم', relation: 'husband', mobile: his }],
    ['ابو فهد جاري 0555550001', { name: 'ابو فهد', relation: 'friend', mobile: his }],
    ['كفيلي أخوي محمد', { name: 'محمد', relation: 'sibling' }],
    ['كفيلي زوجي', { relation: 'husband' }],
    ['زوجي يكفلني', { relation: 'husband' }],
    ['زوجي يكفلني ورقمه ٠٥٥٥٥٥٠٠٠١', { relation: 'husband', mobile: his }],
    ['my guarantor is my husband', { relation: 'husband' }],
    ['لقيت كفيل اسمه محمد السالم وجواله ٠٥٥٥٥٥٠٠٠١', { name: 'محمد السالم', mobile: his }],
    ['I found a guarantor: Mohammed, 0555550001', { name: 'Mohammed', mobile: his }],
    ['ابي اغير الكفيل لأبو سعد ٠٥٥٥٥٥٠٠٠١', { name: 'أبو سعد', mobile: his }],
    ['كفيلي أبو فهد', { name: 'أبو فهد' }],
    ['الكفيل اسمه محمد السالم', { name: 'محمد السالم' }],
    ['my guarantor is Mohammed Salem', { name: 'Mohammed Salem' }],
    ['My brother Mohammed, mobile 0555550001', { name: 'Mohammed', relation: 'sibling', mobile: his }],
    ['٠٥٥٥٥٥٠٠٠١', { mobile: his }],
  ])('%s', (words, told) => {
    expect(guarantorTold(words)).toEqual(told);
  });

  it.each([
    'محمد السالم',
    'كفيل آخر',
    'another guarantor',
    'كفيلي',
    'لقيت كفيل',
    'زوجي',
    'كفيلي اعتذر',
    'كفيلي ما رد',
    'الكفيل سافر',
    'ابي اغير الكفيل',
    'وش يعني كفيل',
    'اتصلوا علي على ٠٥٥٥٥٥٠٠٠١ لو سمحتوا بعد العصر',
    'غيرت جوالي صار ٠٥٥٥٥٥٠٠٠١',
    '1101798278',
    'SA0380000000608010167519',
    'HRF-ABCD-2345',
    'وين طلبي',
  ])('%s names nobody', (words) => {
    expect(guarantorTold(words)).toBeNull();
  });
});
