// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stands in for PdfFile.cpp where Tabletalk was built without Qt PDF.
#include "reader/PdfFile.h"

#include <QCoreApplication>

namespace tabletalk::reader {

Result<void> readPdf(QFile &, PictureReader *, SectionWriter &)
{
    Problem problem = Problem::of(
        ProblemCode::UnsupportedMedia,
        QCoreApplication::translate("FileReader", "This build of Tabletalk does not read PDF files."),
        QCoreApplication::translate("FileReader", "Save it as a Word document or as text, or upload it to a "
                                                  "server that reads them."));
    problem.title = QCoreApplication::translate("FileReader", "The file could not be read");
    return std::unexpected(std::move(problem));
}

QString paragraphsOf(const QString &page)
{
    return page;
}

} // namespace tabletalk::reader
