// 열 번호는 UTF-16 단위다: 🛒와 같은 글자는 두 칸을 차지한다.
const 가격표: Record<string, number | undefined> = { 김치: 5000, 비빔밥: 9000 };

export function 가격(이름: string): number {
  const 값 = 가격표[이름]; if (값 === undefined) { const 표시 = '🛒🍜 없는 메뉴'; throw new RangeError(`${표시}: ${이름} 😢`); }
  return 값;
}

const café = { naïve(): never { throw new Error('“quoted” — ñandú 🇰🇷👨‍👩‍👧‍👦'); } };

export const koreanSites = {
  'name in Korean': () => 가격('짜장면'),
  '🍜 emoji before the column': () => ['🍜🍜🍜', '😀'].map(그릇 => { if (그릇.length > 2) throw new Error(`${그릇} 너무 많아요`); return 그릇; }),
  'accents': () => café.naïve(),
};
