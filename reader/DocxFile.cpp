// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/DocxFile.h"

#include "reader/DocxText.h"
#include "reader/SectionWriter.h"
#include "reader/ZipReader.h"

#include <QCoreApplication>
#include <QFile>
#include <QXmlStreamReader>

namespace tabletalk::reader {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostPartBytes = 8 * 1024 * 1024;   ///< of styles and properties
constexpr qint64 mostSilentBytes = 8 * 1024 * 1024; ///< between two elements
constexpr int deepest = 1'000;                      ///< elements within each other
constexpr int mostParts = 10'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("FileReader", text);
}

Problem damaged()
{
    Problem problem = Problem::of(ProblemCode::InvalidRequest, tr("The document is damaged."),
                                  tr("Save it anew with the program that it comes from."));
    problem.title = tr("The file could not be read");
    return problem;
}

/// Office programs write no document type; it is there to do harm.
Problem hasDocumentType()
{
    Problem problem = damaged();
    problem.detail = tr("The document declares entities of its own, which no office program does.");
    return problem;
}

struct Beside
{
    DocxStyles styles;
    QString title;
};

QString titleIn(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    while (!reader.atEnd() && !reader.hasError()) {
        const QXmlStreamReader::TokenType token = reader.readNext();
        if (token == QXmlStreamReader::DTD)
            break;
        if (token == QXmlStreamReader::StartElement && reader.name() == u"title")
            return reader.readElementText(QXmlStreamReader::SkipChildElements);
    }
    return {};
}

Result<Beside> besideText(QFile &file, qint64 mostUnpacked)
{
    Beside beside;
    ZipReader zip(file, mostUnpacked);
    int parts = 0;
    while (const std::optional<QString> name = zip.next()) {
        if (++parts > mostParts)
            return failure(ProblemCode::TooLarge, tr("The file holds more than %1 others.").arg(mostParts));
        const bool isStyles = *name == u"word/styles.xml";
        if (!isStyles && *name != u"docProps/core.xml")
            continue;
        const Result<QByteArray> xml = zip.whole(mostPartBytes);
        if (!xml)
            return std::unexpected(xml.error());
        if (isStyles)
            beside.styles = DocxStyles(*xml);
        else
            beside.title = titleIn(*xml);
    }
    return beside;
}

/// Feeds the XML to the text piece by piece; nothing of it is kept.
class PartReader
{
public:
    PartReader(ZipReader &zip, DocxText &text, const SectionWriter &out)
        : m_zip(zip)
        , m_text(text)
        , m_out(out)
    {}

    Result<void> read()
    {
        while (m_out.goesOn()) {
            Result<QByteArray> piece = m_zip.piece();
            if (!piece)
                return std::unexpected(std::move(piece).error());
            if (piece->isEmpty())
                break;
            m_silent += piece->size();
            m_reader.addData(*piece);
            if (Result<void> taken = takeAll(); !taken)
                return taken;
        }
        if (m_out.goesOn() && (m_depth > 0 || !m_begun))
            return std::unexpected(damaged());
        return {};
    }

private:
    Result<void> takeAll()
    {
        while (!m_reader.atEnd()) {
            switch (m_reader.readNext()) {
            case QXmlStreamReader::StartElement:
                m_begun = true;
                if (++m_depth > deepest)
                    return std::unexpected(damaged());
                m_text.start(m_reader);
                break;
            case QXmlStreamReader::EndElement:
                --m_depth;
                m_text.end(m_reader.name());
                break;
            case QXmlStreamReader::Characters:
                m_text.text(m_reader.text());
                break;
            case QXmlStreamReader::DTD:
            case QXmlStreamReader::EntityReference:
                return std::unexpected(hasDocumentType());
            default:
                continue;
            }
            m_silent = 0;
        }
        if (m_reader.error() != QXmlStreamReader::PrematureEndOfDocumentError && m_reader.hasError())
            return std::unexpected(damaged());
        if (m_silent > mostSilentBytes)
            return failure(
                ProblemCode::TooLarge,
                tr("A piece of text in the document is larger than %1 MB.").arg(mostSilentBytes / 1'048'576));
        return {};
    }

    ZipReader &m_zip;
    DocxText &m_text;
    const SectionWriter &m_out;
    QXmlStreamReader m_reader;
    qint64 m_silent = 0;
    int m_depth = 0;
    bool m_begun = false;
};

} // namespace

Result<void> readDocx(QFile &file, SectionWriter &out)
{
    Result<Beside> beside = besideText(file, out.bounds().unpacked);
    if (!beside)
        return std::unexpected(std::move(beside).error());
    out.begin({.title = beside->title,
               .mediaType = u"application/vnd.openxmlformats-officedocument.wordprocessingml.document"_s,
               .links = {}});
    ZipReader zip(file, out.bounds().unpacked);
    bool found = false;
    while (out.goesOn()) {
        const std::optional<QString> name = zip.next();
        if (!name)
            break;
        const bool notes = *name == u"word/footnotes.xml" || *name == u"word/endnotes.xml";
        if (!notes && *name != u"word/document.xml")
            continue;
        found = true;
        DocxText text(beside->styles, out);
        if (Result<void> read = PartReader(zip, text, out).read(); !read)
            return read;
    }
    return found ? Result<void>() : std::unexpected(damaged());
}

} // namespace tabletalk::reader
