/// HTML to text.
public enum HTMLText {
    public static func render(_ html: String) -> RenderedHTML {
        RenderedHTML(text: "", quoted: [], signature: [])
    }
}
