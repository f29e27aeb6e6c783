"use client";

import { type FormEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { Icon } from "../design/icons.tsx";
import { useModel, useWorkbench } from "./context.tsx";
import { buildTree, foldersAbove, pathProblem, type TreeNode } from "./file_tree.ts";

interface Row {
  node: TreeNode;
  level: number;
  open: boolean;
}

function visibleRows(nodes: TreeNode[], open: ReadonlySet<string>, level = 1): Row[] {
  return nodes.flatMap((node) => {
    const isOpen = node.children !== undefined && open.has(node.path);
    const below = isOpen ? visibleRows(node.children!, open, level + 1) : [];
    return [{ node, level, open: isOpen }, ...below];
  });
}

type Naming = { kind: "create"; path: string } | { kind: "rename"; from: string; path: string };

/** The project's files as a tree, with what makes, renames and deletes one. */
export function FilesPane({ problems }: { problems: ReadonlyMap<string, number> }) {
  const model = useModel();
  const files = useWorkbench((state) => state.files);
  const active = useWorkbench((state) => state.active);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<string | null>(null);
  const [naming, setNaming] = useState<Naming | null>(null);
  const list = useRef<HTMLDivElement>(null);

  const paths = useMemo(() => Object.keys(files), [files]);
  const tree = useMemo(() => buildTree(paths), [paths]);
  const rows = visibleRows(tree, open);

  // The open file is always in sight.
  useEffect(() => {
    if (!active) return;
    setSelected(active);
    setOpen((before) => new Set([...before, ...foldersAbove(active)]));
  }, [active]);

  const focusable = rows.some((row) => row.node.path === selected) ? selected : rows[0]?.node.path;
  const file = selected !== null && selected in files ? selected : null;

  const focusRow = (path: string | undefined) => {
    if (path === undefined) return;
    setSelected(path);
    list.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)?.focus();
  };
  const toggle = (path: string, wanted?: boolean) => {
    setOpen((before) => {
      const next = new Set(before);
      if (wanted ?? !before.has(path)) next.add(path);
      else next.delete(path);
      return next;
    });
  };
  const activate = (row: Row) => {
    setSelected(row.node.path);
    if (row.node.children) toggle(row.node.path);
    else model.work.open(row.node.path);
  };

  const onKeyDown = (event: KeyboardEvent, row: Row) => {
    const at = rows.indexOf(row);
    const path = row.node.path;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") focusRow(rows[at + 1]?.node.path);
    else if (event.key === "ArrowUp") focusRow(rows[at - 1]?.node.path);
    else if (event.key === "Home") focusRow(rows[0]?.node.path);
    else if (event.key === "End") focusRow(rows.at(-1)?.node.path);
    else if (event.key === "ArrowRight" && row.open) focusRow(rows[at + 1]?.node.path);
    else if (event.key === "ArrowRight" && row.node.children) toggle(path, true);
    else if (event.key === "ArrowLeft" && row.open) toggle(path, false);
    else if (event.key === "ArrowLeft") focusRow(foldersAbove(path).at(-1));
    else if (event.key === "Enter" || event.key === " ") activate(row);
    else if (event.key === "F2" && path in files) setNaming({ kind: "rename", from: path, path });
    else if (event.key === "Delete" && path in files) model.work.remove(path);
    else return;
    event.preventDefault();
  };

  const newPath = () => {
    if (selected === null) return "";
    const folder = selected in files ? foldersAbove(selected).at(-1) : selected;
    return folder ? `${folder}/` : "";
  };

  return (
    <section className="pane files" aria-label="Files">
      <div className="pane-bar">
        <h2 className="pane-title">Files</h2>
        <button
          type="button"
          className="icon-button"
          aria-label="New file"
          title="New file"
          onClick={() => setNaming({ kind: "create", path: newPath() })}
        >
          <Icon name="plus" size={16} />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Rename file"
          title="Rename file (F2)"
          disabled={!file}
          onClick={() => file && setNaming({ kind: "rename", from: file, path: file })}
        >
          <Icon name="pencil" size={16} />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Delete file"
          title="Delete file (Delete)"
          disabled={!file}
          onClick={() => file && model.work.remove(file)}
        >
          <Icon name="trash" size={16} />
        </button>
      </div>
      {naming && (
        <NameForm
          naming={naming}
          taken={paths}
          done={(path) => {
            setNaming(null);
            if (path === null || (naming.kind === "rename" && path === naming.from))
              focusRow(focusable ?? undefined);
            else if (naming.kind === "create") model.work.create(path);
            else model.work.rename(naming.from, path);
          }}
        />
      )}
      <div className="tree" role="tree" aria-label="Project" ref={list}>
        {rows.map((row) => (
          <div
            key={row.node.path}
            role="treeitem"
            aria-level={row.level}
            aria-expanded={row.node.children ? row.open : undefined}
            aria-selected={row.node.path === active}
            tabIndex={row.node.path === focusable ? 0 : -1}
            data-path={row.node.path}
            className="tree-row"
            style={{ paddingInlineStart: `${(row.level - 1) * 0.8 + 0.5}rem` }}
            title={row.node.path}
            onClick={() => activate(row)}
            onKeyDown={(event) => onKeyDown(event, row)}
          >
            {row.node.children ? (
              <span className="tree-arrow" data-open={row.open}>
                <Icon name="chevron" size={14} />
              </span>
            ) : (
              <span className="tree-arrow" />
            )}
            <span className="tree-name">{row.node.name}</span>
            <ProblemCount count={countBelow(row.node, problems)} />
          </div>
        ))}
      </div>
    </section>
  );
}

function countBelow(node: TreeNode, problems: ReadonlyMap<string, number>): number {
  if (!node.children) return problems.get(node.path) ?? 0;
  return node.children.reduce((sum, child) => sum + countBelow(child, problems), 0);
}

function ProblemCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="tree-problems">
      {count}
      <span className="visually-hidden"> {count === 1 ? "problem" : "problems"}</span>
    </span>
  );
}

function NameForm({
  naming,
  taken,
  done,
}: {
  naming: Naming;
  taken: readonly string[];
  done: (path: string | null) => void;
}) {
  const [path, setPath] = useState(naming.path);
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const field = input.current;
    if (!field) return;
    field.focus();
    const start = naming.path.lastIndexOf("/") + 1;
    const dot = naming.path.indexOf(".", start);
    field.setSelectionRange(start, naming.kind === "rename" && dot > 0 ? dot : naming.path.length);
  }, [naming]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = path.trim();
    const others = naming.kind === "rename" ? taken.filter((other) => other !== naming.from) : taken;
    const wrong = pathProblem(wanted, others);
    setProblem(wrong);
    if (!wrong) done(wanted);
  };

  return (
    <form className="name-form" onSubmit={submit}>
      <label>
        <span>{naming.kind === "create" ? "Path of the new file" : "New path"}</span>
        <input
          ref={input}
          className="field"
          value={path}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? "name-problem" : undefined}
          onChange={(event) => setPath(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && done(null)}
        />
      </label>
      {problem && (
        <p id="name-problem" role="alert" className="bad">
          {problem}
        </p>
      )}
      <div className="name-actions">
        <button type="submit" className="button">
          {naming.kind === "create" ? "Create" : "Rename"}
        </button>
        <button type="button" className="button button-quiet" onClick={() => done(null)}>
          Cancel
        </button>
      </div>
    </form>
  );
}
