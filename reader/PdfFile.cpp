// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/PdfFile.h"

#include "reader/PictureReader.h"
#include "reader/SectionWriter.h"

#include <QCoreApplication>
#include <QFile>
#include <QImage>
#include <QPdfDocument>
#include <QPdfSelection>

#include <algorithm>

namespace tabletalk::reader {

using namespace Qt::StringLiterals;

namespace {

constexpr double dotsPerPoint = 300.0 / 72.0; ///< what tesseract was made for
constexpr double longestSide = 4'000;         ///< in dots: a page is 60 MB then
constexpr int nearlyWhite = 245;

QString tr(const char *text)
{
    return QCoreApplication::translate("FileReader", text);
}

Problem unreadable(const QString &why, const QString &hint)
{
    Problem problem = Problem::of(ProblemCode::InvalidRequest, why, hint);
    problem.title = tr("The file could not be read");
    return problem;
}

Problem problemOf(QPdfDocument::Error error)
{
    switch (error) {
    case QPdfDocument::Error::IncorrectPassword:
        return unreadable(tr("The PDF is protected by a password."), tr("Save it without a password."));
    case QPdfDocument::Error::UnsupportedSecurityScheme:
        return unreadable(tr("The PDF is protected in a way that is not known here."),
                          tr("Save it without protection."));
    default:
        break;
    }
    return unreadable(tr("The PDF is damaged."), tr("Save it anew with the program that it comes from."));
}

/// The page as it looks, on white.
QImage pictureOf(QPdfDocument &document, int page)
{
    const QSizeF points = document.pagePointSize(page);
    const double longest = std::max(points.width(), points.height());
    if (!(longest > 0))
        return {};
    const double scale = std::min(dotsPerPoint, longestSide / longest);
    const QImage drawn = document.render(page, (points * scale).toSize().expandedTo(QSize(1, 1)));
    QImage picture(drawn.size(), QImage::Format_Grayscale8);
    if (drawn.isNull() || picture.isNull())
        return {};
    const QImage pixels = drawn.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < pixels.height(); ++y) {
        const auto *from = reinterpret_cast<const QRgb *>(pixels.constScanLine(y));
        uchar *to = picture.scanLine(y);
        for (int x = 0; x < pixels.width(); ++x)
            to[x] = uchar(std::min(255, qGray(from[x]) + 255 - qAlpha(from[x])));
    }
    return picture;
}

bool isBlank(const QImage &grey)
{
    for (int y = 0; y < grey.height(); ++y) {
        const uchar *line = grey.constScanLine(y);
        if (std::any_of(line, line + grey.width(), [](uchar dot) { return dot < nearlyWhite; }))
            return false;
    }
    return true;
}

/// Pages that have no text of their own.
class Pictures
{
public:
    Pictures(QPdfDocument &document, PictureReader *pictures, SectionWriter &out)
        : m_document(document)
        , m_pictures(pictures)
        , m_out(out)
    {}

    Result<void> read(int page)
    {
        const QImage picture = pictureOf(m_document, page);
        if (picture.isNull() || isBlank(picture))
            return {};
        if (!m_pictures || !m_pictures->isInstalled()) {
            ++m_out.summary().pagesNotRead;
            return {};
        }
        if (m_out.summary().pagesRecognised + m_out.summary().pagesNotRead >= m_out.bounds().recognisedPages)
            return failure(ProblemCode::TooLarge,
                           tr("More than %1 pages of the PDF are pictures.").arg(m_out.bounds().recognisedPages),
                           tr("Divide it into smaller files."));
        const Result<QString> text = m_pictures->read(picture);
        if (!text)
            return std::unexpected(text.error());
        ++(text->isEmpty() ? m_out.summary().pagesNotRead : m_out.summary().pagesRecognised);
        m_out.page(page + 1, true);
        m_out.paragraph(*text);
        return {};
    }

private:
    QPdfDocument &m_document;
    PictureReader *m_pictures;
    SectionWriter &m_out;
};

Problem onlyPictures(bool couldRead)
{
    Problem problem = Problem::of(
        ProblemCode::UnsupportedMedia,
        couldRead ? tr("The PDF holds pictures only, and no letters were found on them.")
                  : tr("The PDF holds pictures of pages, without text."),
        couldRead ? tr("Scan it again, straight and with 300 dots per inch.")
                  : tr("An operator installs the program tesseract (package tesseract-ocr), which reads pictures."));
    problem.title = tr("The file could not be read");
    return problem;
}

} // namespace

QString paragraphsOf(const QString &page)
{
    const QStringList lines = QString(page).remove(u'\r').split(u'\n');
    qsizetype widest = 0;
    for (const QString &line : lines)
        widest = std::max(widest, line.size());
    QString text;
    bool goesOn = false;
    for (const QString &raw : lines) {
        QString line = raw.trimmed();
        // A word that was divided: PDFium marks where the hyphen was.
        const bool divided = line.endsWith(QChar(2)) || line.endsWith(QChar(0xfffe)) || line.endsWith(QChar(0xad));
        if (divided)
            line.chop(1);
        if (line.isEmpty()) {
            goesOn = false;
            text += u'\n';
            continue;
        }
        if (!text.isEmpty() && !text.endsWith(u'\n') && !goesOn)
            text += u'\n';
        text += line;
        constexpr qsizetype shortest = 40;
        const bool full = line.size() > shortest && line.size() * 4 > widest * 3;
        goesOn = divided || full;
        if (full && !divided)
            text += u' ';
    }
    return text.trimmed();
}

Result<void> readPdf(QFile &file, PictureReader *pictures, SectionWriter &out)
{
    QPdfDocument document;
    file.seek(0);
    document.load(&file);
    if (document.status() != QPdfDocument::Status::Ready)
        return std::unexpected(problemOf(document.error()));
    const int pages = document.pageCount();
    if (pages > out.bounds().pages)
        return failure(ProblemCode::TooLarge,
                       tr("The PDF has %1 pages; one may have %2.").arg(pages).arg(out.bounds().pages),
                       tr("Divide it into smaller files."));
    if (pages <= 0)
        return std::unexpected(problemOf(QPdfDocument::Error::InvalidFileFormat));
    out.begin({.title = document.metaData(QPdfDocument::MetaDataField::Title).toString(),
               .mediaType = u"application/pdf"_s,
               .pages = pages,
               .links = {}});
    Pictures others(document, pictures, out);
    for (int page = 0; page < pages && out.goesOn(); ++page) {
        const QString text = document.getAllText(page).text();
        if (text.trimmed().isEmpty()) {
            if (Result<void> read = others.read(page); !read)
                return read;
            continue;
        }
        out.page(page + 1);
        for (const QString &paragraph : paragraphsOf(text).split(u"\n\n"_s, Qt::SkipEmptyParts))
            out.paragraph(paragraph);
    }
    out.page(0);
    if (out.goesOn() && out.summary().sections == 0 && out.summary().pagesNotRead > 0)
        return std::unexpected(onlyPictures(pictures && pictures->isInstalled()));
    return {};
}

} // namespace tabletalk::reader
