// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/FileKind.h"

#include "reader/CsvRows.h"
#include "reader/DecodedText.h"
#include "reader/ZipReader.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <array>

namespace tabletalk::reader {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 headBytes = 64 * 1024;
/// Where a PDF may begin: readers of old take what stands before for a mail's header.
constexpr qsizetype placesOfPdf = 1024;
constexpr int mostZipEntriesLookedAt = 2'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("FileReader", text);
}

struct Magic
{
    int at;
    QByteArrayView bytes;
    const char *what;
    const char *hint;
};

#define PICTURE QT_TRANSLATE_NOOP("FileReader", "It is a picture.")
#define PICTURE_HINT                                                                                                   \
    QT_TRANSLATE_NOOP("FileReader", "If it shows text, put it into a PDF: pictures of pages are read there.")
#define PACKED QT_TRANSLATE_NOOP("FileReader", "It is packed.")
#define PACKED_HINT QT_TRANSLATE_NOOP("FileReader", "Unpack it and give the files in it.")
#define PROGRAM QT_TRANSLATE_NOOP("FileReader", "It is a program.")
#define SOUND QT_TRANSLATE_NOOP("FileReader", "It is sound or film.")

const std::array<Magic, 32> &magics()
{
    static const std::array<Magic, 32> table{{
        {0, QByteArrayView("\x89PNG", 4), PICTURE, PICTURE_HINT},
        {0, QByteArrayView("\xff\xd8\xff", 3), PICTURE, PICTURE_HINT},
        {0, QByteArrayView("GIF8", 4), PICTURE, PICTURE_HINT},
        {0, QByteArrayView("II*\0", 4), PICTURE, PICTURE_HINT},
        {0, QByteArrayView("MM\0*", 4), PICTURE, PICTURE_HINT},
        {0, QByteArrayView("8BPS", 4), PICTURE, PICTURE_HINT},
        {8, QByteArrayView("WEBP", 4), PICTURE, PICTURE_HINT},
        {4, QByteArrayView("ftypheic", 8), PICTURE, PICTURE_HINT},
        {4, QByteArrayView("ftypavif", 8), PICTURE, PICTURE_HINT},
        {0, QByteArrayView("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8),
         QT_TRANSLATE_NOOP("FileReader", "It is a document of an old office program (.doc, .xls, .ppt), or one that is "
                                         "protected by a password."),
         QT_TRANSLATE_NOOP("FileReader", "Save it without a password as .docx or PDF.")},
        {0, QByteArrayView("{\\rtf", 5), QT_TRANSLATE_NOOP("FileReader", "It is Rich Text (.rtf)."),
         QT_TRANSLATE_NOOP("FileReader", "Save it as .docx or PDF.")},
        {0, QByteArrayView("%!PS", 4), QT_TRANSLATE_NOOP("FileReader", "It is PostScript."),
         QT_TRANSLATE_NOOP("FileReader", "Save it as PDF.")},
        {0, QByteArrayView("SQLite format 3", 15), QT_TRANSLATE_NOOP("FileReader", "It is a database."),
         QT_TRANSLATE_NOOP("FileReader", "Connect it instead; its tables can be asked then.")},
        {0,
         QByteArrayView("\x7f"
                        "ELF",
                        4),
         PROGRAM, ""},
        {0, QByteArrayView("MZ", 2), PROGRAM, ""},
        {0, QByteArrayView("\xca\xfe\xba\xbe", 4), PROGRAM, ""},
        {0, QByteArrayView("\xcf\xfa\xed\xfe", 4), PROGRAM, ""},
        {0, QByteArrayView("\xfe\xed\xfa\xcf", 4), PROGRAM, ""},
        {0, QByteArrayView("\0asm", 4), PROGRAM, ""},
        {0, QByteArrayView("\x1f\x8b", 2), PACKED, PACKED_HINT},
        {0, QByteArrayView("BZh", 3), PACKED, PACKED_HINT},
        {0,
         QByteArrayView("\xfd"
                        "7zXZ",
                        5),
         PACKED, PACKED_HINT},
        {0, QByteArrayView("7z\xbc\xaf", 4), PACKED, PACKED_HINT},
        {0, QByteArrayView("Rar!", 4), PACKED, PACKED_HINT},
        {0, QByteArrayView("\x28\xb5\x2f\xfd", 4), PACKED, PACKED_HINT},
        {257, QByteArrayView("ustar", 5), PACKED, PACKED_HINT},
        {0, QByteArrayView("ID3", 3), SOUND, ""},
        {0, QByteArrayView("OggS", 4), SOUND, ""},
        {0, QByteArrayView("RIFF", 4), SOUND, ""},
        {0, QByteArrayView("fLaC", 4), SOUND, ""},
        {0, QByteArrayView("\x1a\x45\xdf\xa3", 4), SOUND, ""},
        {4, QByteArrayView("ftyp", 4), SOUND, ""},
    }};
    return table;
}

FileKind refused(const char *what, const char *hint = "")
{
    return {FileKind::Nothing, tr(what), *hint ? tr(hint) : QString()};
}

/// A packed file is what the names in it say.
FileKind zipKind(QFile &file)
{
    ZipReader zip(file, 0);
    bool office = false;
    int looked = 0;
    while (const std::optional<QString> name = zip.next()) {
        if (*name == u"word/document.xml")
            return {FileKind::Docx};
        if (name->startsWith("xl/"_L1))
            return refused(QT_TRANSLATE_NOOP("FileReader", "It is a workbook (.xlsx)."),
                           QT_TRANSLATE_NOOP("FileReader", "Save its sheets as CSV, or connect them as a database."));
        if (name->startsWith("ppt/"_L1))
            return refused(QT_TRANSLATE_NOOP("FileReader", "It is a presentation (.pptx)."),
                           QT_TRANSLATE_NOOP("FileReader", "Save it as PDF."));
        if (*name == u"mimetype" || *name == u"META-INF/container.xml")
            office = true;
        if (++looked > mostZipEntriesLookedAt)
            break;
    }
    if (office)
        return refused(QT_TRANSLATE_NOOP("FileReader", "It is an OpenDocument file or an electronic book."),
                       QT_TRANSLATE_NOOP("FileReader", "Save it as .docx or PDF."));
    if (looked == 0)
        return refused(QT_TRANSLATE_NOOP("FileReader", "It is packed, and damaged."),
                       QT_TRANSLATE_NOOP("FileReader", "Save it anew with the program that it comes from."));
    return refused(PACKED, PACKED_HINT);
}

/// What no text holds (after the WHATWG's "MIME Sniffing", binary data bytes).
bool isBinary(QByteArrayView head)
{
    return std::ranges::any_of(head, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 8 || byte == 0x0b || (byte >= 0x0e && byte <= 0x1a) || (byte >= 0x1c && byte <= 0x1f);
    });
}

QStringView afterSpaceAndComments(QStringView text)
{
    while (true) {
        text = text.trimmed();
        if (!text.startsWith("<!--"_L1))
            return text;
        const qsizetype end = text.indexOf("-->"_L1, 4);
        if (end < 0)
            return text;
        text = text.sliced(end + 3);
    }
}

bool isHtml(QStringView head)
{
    QStringView text = afterSpaceAndComments(head);
    const auto begins = [&](QLatin1StringView tag) {
        return text.startsWith(tag, Qt::CaseInsensitive)
               && (text.size() == tag.size() || !text[tag.size()].isLetterOrNumber());
    };
    if (begins("<?xml"_L1))
        return text.first(std::min<qsizetype>(text.size(), 2'000)).contains("<html"_L1, Qt::CaseInsensitive);
    for (const QLatin1StringView tag : {"<!doctype html"_L1, "<html"_L1,  "<head"_L1,    "<body"_L1,
                                        "<title"_L1,         "<meta"_L1,  "<script"_L1,  "<style"_L1,
                                        "<div"_L1,           "<p"_L1,     "<h1"_L1,      "<h2"_L1,
                                        "<table"_L1,         "<main"_L1,  "<article"_L1, "<section"_L1,
                                        "<header"_L1,        "<nav"_L1,   "<ul"_L1,      "<ol"_L1,
                                        "<span"_L1,          "<a"_L1,     "<b"_L1,       "<br"_L1,
                                        "<font"_L1,          "<center"_L1}) {
        if (begins(tag))
            return true;
    }
    return false;
}

/// A heading and some other sign: a file of settings has "# comments" too.
bool looksLikeMarkdown(QStringView head)
{
    bool heading = false;
    bool other = head.contains("```"_L1) || head.contains("]("_L1) || head.contains("**"_L1);
    for (const QStringView line : head.tokenize(u'\n')) {
        qsizetype level = 0;
        while (level < line.size() && line[level] == u'#')
            ++level;
        heading = heading || (level > 0 && level <= 6 && level + 1 < line.size() && line[level] == u' ');
        other = other || line.startsWith("- "_L1) || line.startsWith("* "_L1) || level > 1;
    }
    return heading && other;
}

FileKind textKind(QStringView head, const QString &name)
{
    const QString ending = name.section(u'.', -1).toLower();
    if (isHtml(head))
        return {FileKind::Html};
    if (head.startsWith("<svg"_L1) || (head.startsWith("<?xml"_L1) && head.contains("<svg"_L1)))
        return refused(PICTURE, PICTURE_HINT);
    if (ending == u"md" || ending == u"markdown")
        return {FileKind::Markdown};
    const bool named = ending == u"csv" || ending == u"tsv";
    if (delimiterOf(head, named))
        return {FileKind::Csv};
    if (ending != u"txt" && ending != u"text" && ending != u"log" && looksLikeMarkdown(head))
        return {FileKind::Markdown};
    return {FileKind::PlainText};
}

} // namespace

FileKind kindOf(QFile &file, const QString &name)
{
    file.seek(0);
    const QByteArray head = file.read(headBytes);
    file.seek(0);
    if (head.trimmed().isEmpty() && file.size() <= headBytes)
        return refused(QT_TRANSLATE_NOOP("FileReader", "It is empty."));
    if (QByteArrayView(head).first(std::min(head.size(), placesOfPdf)).contains("%PDF-"))
        return {FileKind::Pdf};
    if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06"))
        return zipKind(file);
    for (const Magic &magic : magics()) {
        if (QByteArrayView(head).sliced(std::min<qsizetype>(magic.at, head.size())).startsWith(magic.bytes))
            return refused(magic.what, magic.hint);
    }
    const bool wide = head.startsWith("\xff\xfe") || head.startsWith("\xfe\xff");
    if (!wide && isBinary(head))
        return refused(QT_TRANSLATE_NOOP("FileReader", "It is none of the kinds of file that are read, and no text."),
                       QT_TRANSLATE_NOOP("FileReader", "PDF, web pages, .docx, text, Markdown and CSV are read."));
    DecodedText text(file);
    const QString start = text.nextPiece();
    file.seek(0);
    return textKind(start, name);
}

} // namespace tabletalk::reader
