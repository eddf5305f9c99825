// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/Tesseract.h"

#include <QCoreApplication>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace tabletalk::reader {

using namespace Qt::StringLiterals;

static constexpr int patience = 150'000; ///< for one page
#ifdef Q_OS_UNIX
static constexpr rlim_t mostSeconds = 60; ///< of a processor
#endif

/// PGM, which needs no library on either side.
static QByteArray inBytes(const QImage &picture)
{
    const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
    QByteArray bytes = "P5\n" + QByteArray::number(grey.width()) + ' ' + QByteArray::number(grey.height()) + "\n255\n";
    for (int y = 0; y < grey.height(); ++y)
        bytes.append(reinterpret_cast<const char *>(grey.constScanLine(y)), grey.width());
    return bytes;
}

Tesseract::Tesseract(const QString &languages)
    : m_program(QStandardPaths::findExecutable(u"tesseract"_s))
    , m_languages(languages)
{
    static const QRegularExpression plain(u"^[A-Za-z_]+(\\+[A-Za-z_]+)*$"_s);
    if (!plain.match(m_languages).hasMatch())
        m_languages = u"eng"_s;
}

Result<QString> Tesseract::run(const QByteArray &picture, const QString &languages) const
{
    QProcess process;
    process.setStandardErrorFile(QProcess::nullDevice());
#ifdef Q_OS_UNIX
    // It cannot be killed from within the sandbox, so it ends by itself.
    process.setChildProcessModifier([] {
        const rlimit time{mostSeconds, mostSeconds};
        setrlimit(RLIMIT_CPU, &time);
    });
#endif
    process.start(m_program, {u"stdin"_s, u"stdout"_s, u"-l"_s, languages, u"--dpi"_s, u"300"_s});
    process.write(picture);
    process.closeWriteChannel();
    if (!process.waitForFinished(patience) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        process.kill();
        process.waitForFinished();
        Problem failed = Problem::of(
            ProblemCode::Unavailable,
            QCoreApplication::translate("FileReader", "The program tesseract failed on the picture of a page."),
            QCoreApplication::translate("FileReader", "An operator looks whether its language is installed (\"%1\").")
                .arg(languages));
        failed.title = QCoreApplication::translate("FileReader", "The file could not be read");
        return std::unexpected(std::move(failed));
    }
    return QString::fromUtf8(process.readAllStandardOutput()).remove(u'\f').trimmed();
}

Result<QString> Tesseract::read(const QImage &picture)
{
    const QByteArray bytes = inBytes(picture);
    Result<QString> text = run(bytes, m_languages);
    if (!text && m_languages != u"eng") {
        m_languages = u"eng"_s; // what is installed with it
        text = run(bytes, m_languages);
    }
    return text;
}

} // namespace tabletalk::reader
