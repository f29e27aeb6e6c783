/**
 * The types by which `render` is checked. A view is a module of components (or of functions that give JSON); `Views` maps formats to
 * views: `{ html: typeof HelloHTML, json: typeof HelloJSON }`. `unknown` stands for views that are not known to the compiler.
 */
import type { NamedKeys } from "../conn/assign_types.ts";
import type { Assigns } from "../conn/assigns.ts";

/** What the framework gives to every template, so that `render` needs not be given it. */
export type ProvidedAssigns = "conn" | "flash" | "innerContent" | "children";

/** Format → view. */
export type ViewsByFormat = Readonly<Record<string, object>>;

/** Templates that a set of views has, in any format. A view with a `render` function takes every name. */
export type TemplateName<Views> = unknown extends Views
  ? string
  : { [Format in keyof Views]: NamesIn<Views[Format]> }[keyof Views];

type NamesIn<View> = View extends { render: (template: string, assigns: never) => unknown }
  ? string
  : Extract<keyof View, string>;

type PropsOf<Template> = Template extends (props: infer Props) => unknown
  ? unknown extends Props
    ? object
    : Props
  : object;

type Intersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  member: infer Result,
) => void
  ? Result
  : never;

/** Assigns that a template asks for, in all formats that have it. */
export type TemplateProps<Views, Name extends string> = unknown extends Views
  ? object
  : Intersection<
      {
        [Format in keyof Views]: Name extends keyof Views[Format] ? PropsOf<Views[Format][Name]> : object;
      }[keyof Views]
    >;

/** Whether a conn is sure to have an assign, and of a type that will do. */
type Has<Known, Name, Type> =
  Name extends NamedKeys<Known> ? (Pick<Known, Name> extends Record<Name, Type> ? true : false) : false;

/** What is left to be given, once the framework and the conn have given theirs. */
type Missing<Props, Known> = {
  [K in keyof Props as K extends ProvidedAssigns
    ? never
    : Has<Known, K, Props[K]> extends true
      ? never
      : K]: Props[K];
};

type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];

/** Options of `render` that are not assigns of the template. */
export interface RenderOptions {
  /** In place of the layout inside the root layout, for this render; `false` is none. */
  layout?: ((assigns: never) => unknown) | false;
}

/** The name of a template, or those that there are, so that the compiler names them for one that is not there. */
export type CheckedName<Views, Name extends string> = [Name] extends [TemplateName<Views>]
  ? Name
  : TemplateName<Views>;

/** What follows the template's name in a call of `render`. More assigns than the template asks for are fine: layouts read them. */
export type RenderArguments<Views, Name extends string, Known> = [Name] extends [TemplateName<Views>]
  ? KnownArguments<Views, Name, Known>
  : [assigns?: object];

type KnownArguments<Views, Name extends string, Known> = [
  RequiredKeys<Missing<TemplateProps<Views, Name>, Known>>,
] extends [never]
  ? [assigns?: GivenAssigns<Missing<TemplateProps<Views, Name>, Known>>]
  : [assigns: GivenAssigns<Missing<TemplateProps<Views, Name>, Known>>];

/** What a template asks for, and whatever else; a name that the application has declared is of its type here too. */
type GivenAssigns<Wanted> = Wanted & RenderOptions & Partial<Assigns>;

/** The views of a conn once `More` were put. */
export type MergedViews<Views, More> = unknown extends Views ? More : Omit<Views, keyof More> & More;
