// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/XlsxParts.h"

namespace tabletalk::xlsx {

namespace {

constexpr auto declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr auto mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr auto packageSpace = "http://schemas.openxmlformats.org/package/2006";
constexpr auto relationSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

QByteArray document(const QByteArray &xml)
{
    return declaration + xml;
}

QByteArray contentTypes(int sheets)
{
    const QByteArray type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    const auto override = [&](const QByteArray &path, const char *kind) {
        return QByteArray("<Override PartName=\"/" + path + "\" ContentType=\"" + type + kind + "+xml\"/>");
    };
    QByteArray xml = QByteArray("<Types xmlns=\"") + packageSpace + "/content-types\">"
                     + "<Default Extension=\"rels\" "
                       "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                     + override("xl/workbook.xml", "sheet.main") + override("xl/styles.xml", "styles");
    for (int i = 1; i <= sheets; ++i)
        xml += override(sheetPath(i), "worksheet");
    return document(xml + "</Types>");
}

QByteArray relation(int id, const char *kind, const QByteArray &target)
{
    return "<Relationship Id=\"rId" + QByteArray::number(id) + "\" Type=\"" + relationSpace + '/' + kind
           + "\" Target=\"" + target + "\"/>";
}

QByteArray relations(const QByteArray &inside)
{
    return document(QByteArray("<Relationships xmlns=\"") + packageSpace + "/relationships\">" + inside
                    + "</Relationships>");
}

QByteArray workbookRelations(int sheets)
{
    QByteArray inside;
    for (int i = 1; i <= sheets; ++i)
        inside += relation(i, "worksheet", sheetPath(i).mid(3)); // without "xl/"
    return relations(inside + relation(sheets + 1, "styles", "styles.xml"));
}

QByteArray workbook(int sheets, const QString &sheetName)
{
    QByteArray xml = QByteArray("<workbook xmlns=\"") + mainSpace + "\" xmlns:r=\"" + relationSpace + "\"><sheets>";
    for (int i = 1; i <= sheets; ++i) {
        const QByteArray number = QByteArray::number(i);
        const QByteArray name = sheetName.toHtmlEscaped().toUtf8() + (i > 1 ? ' ' + number : QByteArray());
        xml += "<sheet name=\"" + name + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
    }
    return document(xml + "</sheets></workbook>");
}

/// In the order of SheetStyle.
QByteArray styles()
{
    return document(QByteArray("<styleSheet xmlns=\"") + mainSpace
                    + "\"><numFmts count=\"2\">"
                      "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
                      "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>"
                      "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
                      "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
                      "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
                      "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
                      "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
                      "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
                      "</cellStyleXfs><cellXfs count=\"5\">"
                      "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
                      "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
                      "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
                      "applyNumberFormat=\"1\"/>"
                      "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
                      "applyNumberFormat=\"1\"/>"
                      "<xf numFmtId=\"21\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
                      "applyNumberFormat=\"1\"/></cellXfs>"
                      "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
                      "</styleSheet>");
}

} // namespace

QByteArray sheetPath(int number)
{
    return "xl/worksheets/sheet" + QByteArray::number(number) + ".xml";
}

QByteArray sheetHead(const std::vector<qsizetype> &widths, bool selected)
{
    QByteArray xml = QByteArray("<worksheet xmlns=\"") + mainSpace + "\"><sheetViews><sheetView workbookViewId=\"0\""
                     + (selected ? " tabSelected=\"1\"" : "")
                     + "><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
                       "</sheetView></sheetViews>";
    if (!widths.empty())
        xml += "<cols>";
    for (size_t i = 0; i < widths.size(); ++i) {
        const QByteArray number = QByteArray::number(i + 1);
        xml += "<col min=\"" + number + "\" max=\"" + number + "\" width=\"" + QByteArray::number(widths[i])
               + "\" customWidth=\"1\"/>";
    }
    if (!widths.empty())
        xml += "</cols>";
    return document(xml + "<sheetData>");
}

QByteArray sheetFoot(const QByteArray &lastCell)
{
    const QByteArray filter =
        lastCell.isEmpty() ? QByteArray() : QByteArray("<autoFilter ref=\"A1:" + lastCell + "\"/>");
    return "</sheetData>" + filter + "</worksheet>";
}

std::vector<Part> partsAround(int sheets, const QString &sheetName)
{
    return {{"xl/styles.xml", styles()},
            {"xl/workbook.xml", workbook(sheets, sheetName)},
            {"xl/_rels/workbook.xml.rels", workbookRelations(sheets)},
            {"_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml"))},
            {"[Content_Types].xml", contentTypes(sheets)}};
}

} // namespace tabletalk::xlsx
