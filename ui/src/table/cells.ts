/** What fills a cell for a row. Elements are made once for a row's place and refilled as rows pass through it. */
export type Fill<Row> = (row: Row) => void;

export function plain<Row>(read: (row: Row) => string): (cell: HTMLElement) => Fill<Row> {
  return (cell) => {
    const text = cell.appendChild(new Text());
    return (row) => {
      text.data = read(row);
    };
  };
}

export function part(cell: HTMLElement, className: string): (text: string) => void {
  const element = cell.appendChild(document.createElement("span"));
  element.className = className;
  const text = element.appendChild(new Text());
  return (value) => {
    text.data = value;
    element.hidden = value === "";
  };
}

export function drawing(cell: HTMLElement): SVGPathElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "ic");
  svg.setAttribute("aria-hidden", "true");
  cell.append(svg);
  return svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
}
