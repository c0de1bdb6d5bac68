// Names with their values, as a provider said them or as they are read.
export function Claims({ title, claims }: { title: string; claims: Record<string, readonly string[]> }) {
  return (
    <table className="sso-claims">
      <caption className="field-label">{title}</caption>
      <tbody>
        {Object.entries(claims).map(([name, values]) => (
          <Claim key={name} name={name} values={values} />
        ))}
      </tbody>
    </table>
  )
}

function Claim({ name, values }: { name: string; values: readonly string[] }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <bdi>{values.join(', ') || '–'}</bdi>
      </td>
    </tr>
  )
}
