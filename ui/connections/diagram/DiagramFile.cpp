// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/diagram/DiagramFile.h"

#include "ui/theme/Colors.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <cmath>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double mostPixels = 30e6;
constexpr double longestSide = 16'000; ///< of a picture of pixels
constexpr double longestPage = 14'000; ///< in points; what programs that show PDF can do

bool writePng(const DiagramPicture &picture, const DiagramFonts &fonts, QIODevice &out)
{
    const QSizeF size = picture.area().size();
    constexpr double wanted = 2; // so that it can be printed
    const double scale = std::min({wanted, std::sqrt(mostPixels / std::max(1.0, size.width() * size.height())),
                                   longestSide / std::max({1.0, size.width(), size.height()})});
    QImage image((size * scale).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    if (image.isNull())
        return false;
    image.fill(lightColors().surface);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintPicture(painter, picture, lightColors(), fonts);
    painter.end();
    return image.save(&out, "PNG");
}

bool writeSvg(const DiagramPicture &picture, const DiagramFonts &fonts, const QString &title, QIODevice &out)
{
    const QSizeF size = picture.area().size();
    QSvgGenerator generator;
    generator.setOutputDevice(&out);
    generator.setTitle(title);
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF(QPointF(), size));
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    paintPicture(painter, picture, lightColors(), fonts);
    return painter.end();
}

bool writePdf(const DiagramPicture &picture, const DiagramFonts &fonts, const QString &title, QIODevice &out)
{
    const QSizeF size = picture.area().size();
    constexpr int resolution = 144;
    constexpr double pointsOfUnit = 0.75; // a unit is a pixel of 96 to the inch
    const double scale = std::min(pointsOfUnit, longestPage / std::max({1.0, size.width(), size.height()}));
    QPdfWriter writer(&out);
    writer.setTitle(title);
    writer.setResolution(resolution);
    writer.setPageMargins({});
    writer.setPageSize(QPageSize(size * scale, QPageSize::Point, {}, QPageSize::ExactMatch));
    QPainter painter;
    if (!painter.begin(&writer))
        return false;
    painter.scale(scale * resolution / 72, scale * resolution / 72);
    paintPicture(painter, picture, lightColors(), fonts);
    return painter.end();
}

} // namespace

QString suffixOf(DiagramForm form)
{
    switch (form) {
    case DiagramForm::Png:
        return u"png"_s;
    case DiagramForm::Svg:
        return u"svg"_s;
    case DiagramForm::Pdf:
        break;
    }
    return u"pdf"_s;
}

Result<void> writeDiagram(const DiagramPicture &picture, const DiagramFonts &fonts, DiagramForm form,
                          const QString &title, const QString &path)
{
    QSaveFile file(path);
    bool isWritten = file.open(QIODevice::WriteOnly);
    if (isWritten && form == DiagramForm::Png)
        isWritten = writePng(picture, fonts, file);
    else if (isWritten && form == DiagramForm::Svg)
        isWritten = writeSvg(picture, fonts, title, file);
    else if (isWritten)
        isWritten = writePdf(picture, fonts, title, file);
    if (isWritten && file.commit())
        return {};
    return std::unexpected(
        Problem::of(ProblemCode::Internal,
                    QCoreApplication::translate("Diagram", "The diagram could not be written to %1: %2.")
                        .arg(path, file.errorString()),
                    QCoreApplication::translate("Diagram", "Choose another folder, or make room there.")));
}

} // namespace tabletalk::ui
