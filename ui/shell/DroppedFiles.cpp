// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/DroppedFiles.h"

#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace tabletalk::ui {

namespace {

constexpr qint64 headBytes = 16;
const QByteArray sqliteHead("SQLite format 3\0", headBytes);

bool isDocumentName(const QString &suffix)
{
    static const QStringList known{QStringLiteral("pdf"),      QStringLiteral("csv"),  QStringLiteral("tsv"),
                                   QStringLiteral("txt"),      QStringLiteral("md"),   QStringLiteral("htm"),
                                   QStringLiteral("html"),     QStringLiteral("docx"), QStringLiteral("json"),
                                   QStringLiteral("markdown"), QStringLiteral("png"),  QStringLiteral("jpg"),
                                   QStringLiteral("jpeg"),     QStringLiteral("tif"),  QStringLiteral("tiff")};
    return known.contains(suffix);
}

} // namespace

QString panelForFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return {};
    QFile file(path);
    if (file.open(QIODevice::ReadOnly) && file.read(headBytes) == sqliteHead)
        return QStringLiteral("connections");
    return isDocumentName(info.suffix().toLower()) ? QStringLiteral("knowledge") : QString();
}

QStringList localFiles(const QMimeData &data)
{
    QStringList paths;
    const QList<QUrl> urls = data.urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace tabletalk::ui
