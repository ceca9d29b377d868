interface Row {
  id: number;
  owner?: { name: string };
}

const columns = {
  id: (row: Row) => row.id,
  owner: (row: Row) => row.owner!.name.trim(),
};

export async function makeReport(rows: Row[]): Promise<string[]> {
  await new Promise(resolve => setTimeout(resolve, 1));
  return rows.map(row => Object.values(columns).map(column => column(row)).join(';'));
}
