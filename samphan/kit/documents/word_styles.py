"""The empty Word file that every document starts from: styles, settings and page of official Thai paper."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from samphan.kit.documents.model import Language

FONT = "TH Sarabun New"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
# Twips: 567 to a centimetre.
LIST_HANGING = 567
FIRST_LINE = 709


def list_indent(depth: int) -> int:
    """Where the text of a list begins, in twips from the margin; `depth` 0 is the outermost."""
    return 850 + LIST_HANGING * depth


@cache
def base_file(language: Language) -> bytes:
    """A Word file without text, in the styles of our paper."""
    import docx
    from docx.oxml import parse_xml
    from docx.shared import Twips

    document = docx.Document()
    _replace_children(document.styles.element, parse_xml(_styles(language)))
    _replace_children(document.settings.element, parse_xml(_SETTINGS))
    _replace_children(document.part.numbering_part.element, ())
    _drop_leftovers(document)
    section = document.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    section.top_margin, section.bottom_margin = Twips(1417), Twips(1134)
    section.left_margin, section.right_margin = Twips(1701), Twips(1134)
    section.header_distance, section.footer_distance = Twips(709), Twips(567)
    section.different_first_page_header_footer = True
    for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
        part.is_linked_to_previous = False
        _replace_children(part._element, ())  # noqa: SLF001 - python-docx has no public way to empty a header
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _drop_leftovers(document: Any) -> None:
    """Take out what python-docx's own template carries along: old styles, a thumbnail, an empty data part."""
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rsplit("/", maxsplit=1)[-1] in {
                "stylesWithEffects",
                "thumbnail",
                "customXml",
            }:
                del relations[key]


def _replace_children(element: Any, children: Any) -> None:
    for child in list(element):
        element.remove(child)
    for child in list(children):
        element.append(child)


def _paragraph_style(
    style_id: str,
    name: str,
    *,
    based_on: str = "Normal",
    following: str = "",
    paragraph: str = "",
    run: str = "",
) -> str:
    after = f'<w:next w:val="{following}"/>' if following else ""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    kind = (
        'w:default="1"'
        if style_id == "Normal"
        else ('w:customStyle="1"' if style_id.startswith("Paper") else "")
    )
    return (
        f'<w:style w:type="paragraph" {kind} w:styleId="{style_id}"><w:name w:val="{name}"/>{base}{after}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _bold(half_points: int) -> str:
    return f'<w:b/><w:bCs/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _styles(language: Language) -> str:
    # Thai distributed moves letters apart as well as words: the only way in Word to set Thai evenly.
    even = '<w:jc w:val="thaiDistribute"/>' if language == "th" else '<w:jc w:val="both"/>'
    latin = "en-GB"
    quiet = '<w:color w:val="5A5A5A"/>'
    tab = '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>'
    headings = "".join(
        _paragraph_style(
            f"Heading{level}",
            f"heading {level}",
            following="BodyText",
            paragraph=f'<w:keepNext/><w:keepLines/>{_spacing(before, 80)}<w:outlineLvl w:val="{level - 1}"/>',
            run=_bold(size),
        )
        for level, size, before in ((1, 36, 280), (2, 34, 200), (3, 32, 160))
    )
    return f"""<w:styles {NAMESPACES}>
<w:docDefaults>
<w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>
<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="{latin}" w:eastAsia="{latin}" w:bidi="th-TH"/>
</w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
{_paragraph_style("Normal", "Normal", based_on="")}
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>
<w:tblPr><w:tblBorders>{_borders()}</w:tblBorders></w:tblPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="0B4F8A"/><w:u w:val="single"/></w:rPr></w:style>
{_paragraph_style("Title", "Title", following="Subtitle", paragraph=_spacing(120, 120) + '<w:jc w:val="center"/>', run=_bold(40))}
{_paragraph_style("Subtitle", "Subtitle", following="BodyText", paragraph='<w:jc w:val="center"/>')}
{headings}
{_paragraph_style("BodyText", "Body Text", paragraph=_spacing(0, 80) + f'<w:ind w:firstLine="{FIRST_LINE}"/>' + even)}
{_paragraph_style("ListParagraph", "List Paragraph", paragraph=_spacing(0, 60) + even)}
{_paragraph_style("Caption", "caption", following="BodyText", paragraph="<w:keepNext/>" + _spacing(120, 60))}
{_paragraph_style("Header", "header", paragraph=tab, run=quiet + _size(26))}
{_paragraph_style("Footer", "footer", paragraph=tab, run=quiet + _size(26))}
{_paragraph_style("PaperOrganisation", "Paper Organisation", following="Title", paragraph='<w:jc w:val="center"/>', run=_size(34))}
{_paragraph_style("PaperCell", "Paper Cell")}
{_paragraph_style("PaperNote", "Paper Note", following="BodyText", paragraph=_spacing(80, 120))}
{_paragraph_style("PaperRemark", "Paper Remark", following="BodyText", paragraph=_spacing(60, 120), run=_size(28))}
{_paragraph_style("PaperSignature", "Paper Signature", paragraph='<w:keepLines/><w:ind w:left="4080"/><w:jc w:val="center"/>')}
</w:styles>"""


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="6E6E6E"/>' for side in sides)


_SETTINGS = f"""<w:settings {NAMESPACES}>
<w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat><w:themeFontLang w:val="en-GB" w:bidi="th-TH"/>
<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>
</w:settings>"""

# The shape that Word itself writes for a watermark; MARK is its text, with quotes.
WATERMARK = """<w:r><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
<v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/>
</v:shapetype>
<v:shape id="PaperDraftMark" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:400pt;\
height:120pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9d9d9" stroked="f">
<v:fill opacity=".5"/><v:textpath style="font-family:&quot;TH Sarabun New&quot;;font-size:1pt" string=MARK/>
</v:shape></w:pict></w:r>"""
