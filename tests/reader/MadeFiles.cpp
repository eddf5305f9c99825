// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/reader/MadeFiles.h"

#include <QBuffer>
#include <QFont>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include <archive.h>
#include <archive_entry.h>

namespace tabletalk::test {

using namespace Qt::StringLiterals;

QByteArray madeZip(const std::vector<std::pair<QByteArray, QByteArray>> &entries)
{
    QByteArray bytes;
    archive *zip = archive_write_new();
    archive_write_set_format_zip(zip);
    archive_write_set_bytes_in_last_block(zip, 1); // no padding
    archive_write_open2(
        zip, &bytes, nullptr,
        [](archive *, void *to, const void *from, size_t size) {
            static_cast<QByteArray *>(to)->append(static_cast<const char *>(from), qsizetype(size));
            return la_ssize_t(size);
        },
        nullptr, nullptr);
    for (const auto &[name, content] : entries) {
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.constData());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0600);
        archive_write_header(zip, entry);
        archive_write_data(zip, content.constData(), size_t(content.size()));
        archive_entry_free(entry);
    }
    archive_write_close(zip);
    archive_write_free(zip);
    return bytes;
}

QByteArray madeDocx(const QByteArray &body, const std::vector<std::pair<QByteArray, QByteArray>> &more)
{
    std::vector<std::pair<QByteArray, QByteArray>> entries{
        {"[Content_Types].xml", "<?xml version=\"1.0\"?><Types/>"},
        {"word/document.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document "
                              "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
                              "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>"
                                  + body + "</w:body></w:document>"}};
    entries.insert(entries.end(), more.begin(), more.end());
    return madeZip(entries);
}

QByteArray madePdf(int pages, const std::function<void(QPainter &, int page)> &draw)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setResolution(72);
    writer.setTitle(u"Made for a test"_s);
    QPainter painter(&writer);
    for (int page = 0; page < pages; ++page) {
        if (page > 0)
            writer.newPage();
        draw(painter, page);
    }
    painter.end();
    return buffer.data();
}

QByteArray madeTextPdf(const QStringList &lines)
{
    return madePdf(int(lines.size()), [&](QPainter &painter, int page) { painter.drawText(20, 40, lines[page]); });
}

QByteArray madeScan(const QString &text)
{
    QImage scan(1654, 600, QImage::Format_Grayscale8); // 200 dots per inch
    scan.fill(Qt::white);
    QPainter onto(&scan);
    QFont font(u"DejaVu Sans"_s);
    font.setPixelSize(52);
    onto.setFont(font);
    onto.setPen(Qt::black);
    onto.drawText(QRect(60, 60, 1500, 500), Qt::AlignLeft | Qt::TextWordWrap, text);
    onto.end();
    return madePdf(1, [&](QPainter &painter, int) { painter.drawImage(QRectF(0, 0, 480, 174), scan); });
}

QByteArray madeRawPdf(const std::vector<QByteArray> &objects)
{
    QByteArray pdf("%PDF-1.7\n");
    QByteArray table;
    for (size_t i = 0; i < objects.size(); ++i) {
        table += QByteArray::number(pdf.size()).rightJustified(10, '0') + " 00000 n \n";
        pdf += QByteArray::number(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const QByteArray count = QByteArray::number(objects.size() + 1);
    const QByteArray at = QByteArray::number(pdf.size());
    pdf += "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer\n<< /Size " + count
           + " /Root 1 0 R >>\nstartxref\n" + at + "\n%%EOF\n";
    return pdf;
}

} // namespace tabletalk::test
