export function ViewerScreen(props: { readonly studyUid: string }) {
  return <p>{props.studyUid}</p>;
}
