import CLibXML2

/// The library that reads HTML.
public enum HTMLLibrary {
    /// As its header says; a shared library of the same ABI may be a later patch.
    public static var version: String { LIBXML_DOTTED_VERSION }
}
