// SPDX-License-Identifier: GPL-3.0-or-later
//
// A hospital: patients, appointments, admissions, diagnoses, medicines and bills, from 2021 to
// summer 2026. Flu and asthma come in winter, fractures in summer, and Mondays are busy.
#include "server/samples/Names.h"
#include "server/samples/Organisations.h"
#include "server/samples/Random.h"
#include "server/samples/SampleWriter.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk::sampledata {

namespace {

const QDate firstDay(2021, 1, 1);
const QDate lastDay(2026, 6, 30);
constexpr int patientCount = 8000;
constexpr std::array<int, 7> officeDays = {14, 12, 11, 11, 9, 2, 1};

std::vector<TableSpec> tables()
{
    return {
        {"departments", {key("department_id"), text("name"), integer("floor"), text("phone"), amount("annual_budget")}},
        {"doctors",
         {key("doctor_id"), text("first_name"), text("last_name"), text("email"), text("specialty"),
          reference("department_id", "departments"), text("position"), amount("salary"), date("hired_on")}},
        {"nurses",
         {key("nurse_id"), text("first_name"), text("last_name"), reference("department_id", "departments"),
          text("shift"), amount("hourly_wage"), date("hired_on")}},
        {"insurers", {key("insurer_id"), text("name"), text("kind"), integer("coverage_percent")}},
        {"patients",
         {key("patient_id"), text("first_name"), text("last_name"), text("gender"), date("birth_date"),
          text("blood_type"), text("city"), text("phone"), reference("insurer_id", "insurers").optional(),
          date("registered_on")}},
        {"rooms",
         {key("room_id"), text("room_number"), reference("department_id", "departments"), text("kind"), integer("beds"),
          amount("daily_rate")}},
        {"diagnoses", {key("diagnosis_id"), text("code"), text("name"), text("category"), flag("is_chronic")}},
        {"appointments",
         {key("appointment_id"), reference("patient_id", "patients").indexed(),
          reference("doctor_id", "doctors").indexed(), timestamp("scheduled_at"), text("reason"), text("status")}},
        {"admissions",
         {key("admission_id"), reference("patient_id", "patients").indexed(), reference("doctor_id", "doctors"),
          reference("room_id", "rooms"), reference("diagnosis_id", "diagnoses"), date("admitted_on"),
          date("discharged_on").optional(), flag("is_emergency")}},
        {"patient_diagnoses",
         {key("patient_diagnosis_id"), reference("patient_id", "patients").indexed(),
          reference("diagnosis_id", "diagnoses").indexed(), reference("doctor_id", "doctors"), date("diagnosed_on"),
          text("severity")}},
        {"medications", {key("medication_id"), text("name"), text("drug_class"), text("form"), amount("unit_price")}},
        {"prescriptions",
         {key("prescription_id"), reference("patient_id", "patients").indexed(), reference("doctor_id", "doctors"),
          reference("medication_id", "medications").indexed(), date("prescribed_on"), integer("days"),
          integer("daily_doses")}},
        {"lab_tests",
         {key("lab_test_id"), text("name"), text("unit"), real("normal_low"), real("normal_high"), amount("price")}},
        {"lab_results",
         {key("lab_result_id"), reference("patient_id", "patients").indexed(), reference("lab_test_id", "lab_tests"),
          date("taken_on"), real("value"), flag("is_abnormal")}},
        {"surgeries",
         {key("surgery_id"), reference("admission_id", "admissions"), reference("surgeon_id", "doctors"),
          text("procedure"), date("performed_on"), integer("minutes"), text("outcome")}},
        {"bills",
         {key("bill_id"), reference("patient_id", "patients").indexed(),
          reference("admission_id", "admissions").optional(), date("issued_on"), amount("amount"),
          amount("covered_amount"), text("status"), date("paid_on").optional()}},
    };
}

struct Department
{
    const char *name;
    const char *specialty;
    int load; ///< relative number of patients
};

constexpr std::array<Department, 12> departments = {{
    {"Emergency", "Emergency Medicine", 16},
    {"Internal Medicine", "Internal Medicine", 14},
    {"Cardiology", "Cardiology", 12},
    {"Orthopedics", "Orthopedic Surgery", 11},
    {"Pediatrics", "Pediatrics", 10},
    {"Obstetrics and Gynecology", "Gynecology", 9},
    {"General Surgery", "General Surgery", 9},
    {"Neurology", "Neurology", 7},
    {"Oncology", "Oncology", 6},
    {"Pulmonology", "Pulmonology", 6},
    {"Dermatology", "Dermatology", 4},
    {"Psychiatry", "Psychiatry", 4},
}};

struct Diagnosis
{
    const char *code;
    const char *name;
    const char *category;
    int department; ///< that mostly sees it, from 1
    bool chronic;
    int frequency;
    int season; ///< 0 all year, 1 winter, 2 summer
};

constexpr std::array<Diagnosis, 44> diagnoses = {{
    {"I10", "Hypertension", "Circulatory", 3, true, 30, 0},
    {"E11", "Type 2 diabetes", "Endocrine", 2, true, 24, 0},
    {"J06", "Upper respiratory infection", "Respiratory", 10, false, 26, 1},
    {"J11", "Influenza", "Respiratory", 2, false, 22, 1},
    {"J45", "Asthma", "Respiratory", 10, true, 14, 1},
    {"J18", "Pneumonia", "Respiratory", 10, false, 12, 1},
    {"J44", "Chronic obstructive lung disease", "Respiratory", 10, true, 9, 1},
    {"I25", "Coronary heart disease", "Circulatory", 3, true, 13, 0},
    {"I48", "Atrial fibrillation", "Circulatory", 3, true, 10, 0},
    {"I50", "Heart failure", "Circulatory", 3, true, 9, 0},
    {"I21", "Heart attack", "Circulatory", 3, false, 6, 1},
    {"I63", "Stroke", "Circulatory", 8, false, 6, 0},
    {"M54", "Back pain", "Musculoskeletal", 4, false, 18, 0},
    {"M17", "Osteoarthritis of the knee", "Musculoskeletal", 4, true, 11, 0},
    {"S52", "Fracture of the forearm", "Injury", 4, false, 9, 2},
    {"S82", "Fracture of the lower leg", "Injury", 4, false, 8, 2},
    {"S72", "Fracture of the hip", "Injury", 4, false, 5, 0},
    {"S06", "Concussion", "Injury", 1, false, 7, 2},
    {"S61", "Open wound of the hand", "Injury", 1, false, 8, 2},
    {"T78", "Allergic reaction", "Injury", 1, false, 7, 2},
    {"K35", "Appendicitis", "Digestive", 7, false, 6, 0},
    {"K80", "Gallstones", "Digestive", 7, false, 7, 0},
    {"K40", "Inguinal hernia", "Digestive", 7, false, 6, 0},
    {"K29", "Gastritis", "Digestive", 2, false, 11, 0},
    {"K21", "Reflux disease", "Digestive", 2, true, 9, 0},
    {"A09", "Gastroenteritis", "Infectious", 2, false, 10, 2},
    {"N39", "Urinary tract infection", "Genitourinary", 2, false, 12, 2},
    {"N20", "Kidney stone", "Genitourinary", 7, false, 5, 2},
    {"O80", "Uncomplicated birth", "Pregnancy", 6, false, 12, 0},
    {"O82", "Caesarean birth", "Pregnancy", 6, false, 5, 0},
    {"N80", "Endometriosis", "Genitourinary", 6, true, 4, 0},
    {"H66", "Middle ear infection", "Ear", 5, false, 9, 1},
    {"J03", "Tonsillitis", "Respiratory", 5, false, 9, 1},
    {"B01", "Chickenpox", "Infectious", 5, false, 4, 0},
    {"G43", "Migraine", "Nervous system", 8, true, 10, 0},
    {"G40", "Epilepsy", "Nervous system", 8, true, 4, 0},
    {"G20", "Parkinson's disease", "Nervous system", 8, true, 3, 0},
    {"C50", "Breast cancer", "Neoplasm", 9, true, 5, 0},
    {"C34", "Lung cancer", "Neoplasm", 9, true, 4, 0},
    {"C18", "Colon cancer", "Neoplasm", 9, true, 3, 0},
    {"L20", "Eczema", "Skin", 11, true, 7, 1},
    {"L40", "Psoriasis", "Skin", 11, true, 4, 0},
    {"F32", "Depression", "Mental health", 12, true, 9, 1},
    {"F41", "Anxiety disorder", "Mental health", 12, true, 8, 0},
}};

void writeDepartments(const SampleWriter &out)
{
    Random random("hospital.departments");
    auto table = out.into("departments");
    for (const Department &department : departments)
        table.add(QString::fromLatin1(department.name), table.count() / 3 + 1, drawPhone(random),
                  10000 * (90 + department.load * 18 + random.between(0, 40)));

    auto rooms = out.into("rooms");
    for (int department = 1; department <= static_cast<int>(departments.size()); ++department) {
        const int count = 3 + departments[static_cast<size_t>(department - 1)].load;
        for (int room = 1; room <= count; ++room) {
            const int kind = random.weighted({6, 4, 1});
            const QString kindName =
                std::array{u"shared"_s, u"private"_s, u"intensive care"_s}[static_cast<size_t>(kind)];
            rooms.add(QString::number(((department - 1) / 3 + 1) * 100 + (department - 1) % 3 * 30 + room), department,
                      kindName, kind == 0 ? random.between(2, 4) : 1,
                      std::array{280, 460, 1250}[static_cast<size_t>(kind)] + 5 * random.between(0, 12));
        }
    }
}

/// doctorsOf[department]: the numbers of its doctors, entry 0 unused.
std::vector<std::vector<int>> writeStaff(const SampleWriter &out)
{
    Random random("hospital.staff");
    const std::vector<QString> positions = words("resident|attending physician|senior physician|head physician");
    const std::vector<QString> shifts = words("day|evening|night");
    const Timeline hired(QDate(1998, 1, 1), QDate(2026, 3, 31),
                         {.months = {12, 8, 9, 14, 8, 8, 10, 9, 14, 16, 6, 3}, .yearlyGrowth = 12});
    std::vector<std::vector<int>> doctorsOf(departments.size() + 1);
    auto doctors = out.into("doctors");
    auto nurses = out.into("nurses");
    for (int number = 1; number <= static_cast<int>(departments.size()); ++number) {
        const Department &department = departments[static_cast<size_t>(number - 1)];
        for (int member = 0; member < 4 + department.load; ++member) {
            const Person person = drawPerson(random);
            const int rank = member == 0 ? 3 : random.weighted({5, 5, 3});
            const int salary =
                std::array{62000, 88000, 118000, 171000}[static_cast<size_t>(rank)] + 500 * random.bell(-12, 30);
            doctorsOf[static_cast<size_t>(number)].push_back(doctors.add(
                person.firstName, person.lastName, person.email(doctors.count() + 1, "lakeside-hospital.example"),
                QString::fromLatin1(department.specialty), number, positions[static_cast<size_t>(rank)], salary,
                isoDate(hired.pick(random))));
        }
        for (int member = 0; member < 8 + 2 * department.load; ++member) {
            const Person person = drawPerson(random);
            nurses.add(person.firstName, person.lastName, number,
                       shifts[static_cast<size_t>(random.weighted({5, 3, 2}))], money(random.bell(1950, 4400)),
                       isoDate(hired.pick(random)));
        }
    }
    return doctorsOf;
}

struct PatientFacts
{
    QDate registered;
    QDate born;
    bool female = false;
    int coverage = 0; ///< percent
};

std::vector<PatientFacts> writePatients(const SampleWriter &out)
{
    Random random("hospital.patients");
    struct Insurer
    {
        const char *name;
        const char *kind;
        int coverage;
        int share;
    };
    constexpr std::array<Insurer, 7> insurers = {{{"Public Health Fund", "public", 90, 40},
                                                  {"Aurora Mutual", "public", 85, 24},
                                                  {"Northern Care", "public", 85, 14},
                                                  {"Helvion Private", "private", 100, 9},
                                                  {"Meridian Assurance", "private", 95, 6},
                                                  {"Railway Workers Fund", "company", 80, 4},
                                                  {"Global Travel Cover", "travel", 60, 3}}};
    auto insurerTable = out.into("insurers");
    std::vector<int> insurerByShare;
    for (const Insurer &insurer : insurers) {
        const int id =
            insurerTable.add(QString::fromLatin1(insurer.name), QString::fromLatin1(insurer.kind), insurer.coverage);
        insurerByShare.insert(insurerByShare.end(), static_cast<size_t>(insurer.share), id);
    }

    const std::vector<QString> bloodTypes = words("O+|A+|B+|AB+|O-|A-|B-|AB-");
    std::vector<PatientFacts> facts;
    auto patients = out.into("patients");
    for (const QDate &registered :
         Timeline(firstDay, QDate(2026, 5, 31), {.yearlyGrowth = 6}).draw(random, patientCount)) {
        const Person person = drawPerson(random);
        const QDate born =
            registered.addDays(-random.weighted({2, 3, 4, 4, 5, 5, 4, 3, 1}) * 3650 - random.between(10, 3600));
        const QString blood = bloodTypes[static_cast<size_t>(random.weighted({38, 34, 9, 3, 7, 6, 2, 1}))];
        const int insurer = random.percent(97) ? random.pick(insurerByShare) : 0;
        patients.add(person.firstName, person.lastName, person.gender(), isoDate(born), blood,
                     random.pickSkewed(cities()).name, drawPhone(random), insurer > 0 ? QVariant(insurer) : QVariant(),
                     isoDate(registered));
        facts.push_back(
            {registered, born, person.female, insurer > 0 ? insurers[static_cast<size_t>(insurer - 1)].coverage : 0});
    }
    return facts;
}

void writeDiagnoses(const SampleWriter &out)
{
    auto table = out.into("diagnoses");
    for (const Diagnosis &diagnosis : diagnoses)
        table.add(QString::fromLatin1(diagnosis.code), QString::fromLatin1(diagnosis.name),
                  QString::fromLatin1(diagnosis.category), diagnosis.chronic);
}

/// Children go to pediatrics, births happen to women, and some illnesses come late in life.
bool fits(const Diagnosis &diagnosis, const PatientFacts &patient, QDate on)
{
    const auto age = patient.born.daysTo(on) / 365;
    switch (diagnosis.department) {
    case 5:
        return age < 16;
    case 6:
        return patient.female && age > 17 && age < 48;
    case 3:
    case 9:
        return age > 32;
    default:
        return !diagnosis.chronic || age > 12;
    }
}

/// Draws an illness that fits the patient and the time of the year; returns its number from 1.
int drawDiagnosis(Random &random, const PatientFacts &patient, QDate on)
{
    static const std::vector<int> byFrequency = [] {
        std::vector<int> list;
        for (size_t index = 0; index < diagnoses.size(); ++index)
            list.insert(list.end(), static_cast<size_t>(diagnoses[index].frequency), static_cast<int>(index));
        return list;
    }();
    const bool winter = on.month() <= 3 || on.month() >= 11;
    const bool summer = on.month() >= 5 && on.month() <= 9;
    for (;;) {
        const int drawn = random.pick(byFrequency);
        const Diagnosis &diagnosis = diagnoses[static_cast<size_t>(drawn)];
        const int season = diagnosis.season;
        if (!fits(diagnosis, patient, on))
            continue;
        if (season == 0 || (season == 1 && winter) || (season == 2 && summer) || random.percent(35))
            return drawn + 1;
    }
}

/// Somebody who is registered by that day; regular patients come far more often.
int drawPatient(Random &random, const std::vector<PatientFacts> &patients, QDate on)
{
    const auto known = std::ranges::upper_bound(patients, on, {}, &PatientFacts::registered) - patients.begin();
    return known == 0 ? 1 : random.skewed(static_cast<int>(known)) + 1;
}

void writeVisits(const SampleWriter &out, const std::vector<PatientFacts> &patients,
                 const std::vector<std::vector<int>> &doctorsOf)
{
    Random random("hospital.visits");
    const std::vector<QString> reasons =
        words("check-up|follow-up|new complaint|vaccination|test results|second opinion");
    const std::vector<QString> severities = words("mild|moderate|severe");
    auto appointments = out.into("appointments");
    auto found = out.into("patient_diagnoses");
    const Season season = {
        .months = {13, 12, 11, 10, 10, 9, 7, 7, 10, 11, 12, 9}, .weekdays = officeDays, .yearlyGrowth = 9};
    for (const QDate &on : Timeline(QDate(2021, 2, 1), lastDay, season).draw(random, 26000)) {
        const int patient = drawPatient(random, patients, on);
        const int diagnosis = drawDiagnosis(random, patients[static_cast<size_t>(patient - 1)], on);
        const auto department = static_cast<size_t>(diagnoses[static_cast<size_t>(diagnosis - 1)].department);
        const int doctor = random.pickSkewed(doctorsOf[department]);
        const int outcome = random.weighted({84, 9, 7});
        appointments.add(patient, doctor, isoTime(on, 480 + 15 * random.between(0, 35)),
                         reasons[static_cast<size_t>(random.weighted({5, 6, 7, 2, 3, 1}))],
                         std::array{u"completed"_s, u"cancelled"_s, u"no show"_s}[static_cast<size_t>(outcome)]);
        if (outcome == 0 && random.percent(52))
            found.add(patient, diagnosis, doctor, isoDate(on),
                      severities[static_cast<size_t>(random.weighted({6, 3, 1}))]);
    }
}

void writeBill(Random &random, TableWriter &bills, int patient, const QVariant &admission, QDate on, int cents,
               int coverage)
{
    const int status = on > lastDay.addDays(-45) ? random.weighted({3, 7, 0}) : random.weighted({90, 3, 7});
    const QVariant paidOn =
        status == 0 ? QVariant(isoDate(std::min(on.addDays(random.bell(3, 60)), lastDay))) : QVariant();
    bills.add(patient, admission, isoDate(on), money(cents), money(static_cast<int>(qint64(cents) * coverage / 100)),
              std::array{u"paid"_s, u"open"_s, u"overdue"_s}[static_cast<size_t>(status)], paidOn);
}

struct Operation
{
    int department; ///< whose surgeons do it
    const char *procedures;
};

Operation operationIn(int department)
{
    switch (department) {
    case 3:
        return {7, "Coronary bypass|Pacemaker implantation|Valve repair"};
    case 4:
        return {4, "Fracture fixation|Hip replacement|Knee arthroscopy|Spinal fusion"};
    case 6:
        return {6, "Caesarean section|Hysterectomy"};
    case 9:
        return {7, "Tumour removal"};
    default:
        return {7, "Appendectomy|Gallbladder removal|Hernia repair|Bowel resection|Wound revision"};
    }
}

void writeAdmissions(const SampleWriter &out, const std::vector<PatientFacts> &patients,
                     const std::vector<std::vector<int>> &doctorsOf)
{
    Random random("hospital.admissions");
    const std::vector<QString> outcomes = words("successful|complications|repeat needed");
    auto admissions = out.into("admissions");
    auto surgeries = out.into("surgeries");
    auto bills = out.into("bills");
    const Season season = {.months = {14, 13, 11, 10, 9, 9, 9, 9, 9, 10, 11, 13},
                           .weekdays = {13, 11, 11, 10, 10, 8, 8},
                           .yearlyGrowth = 7};
    int firstRoom[13] = {};
    for (int department = 1, next = 1; department <= 12;
         next += 3 + departments[static_cast<size_t>(department - 1)].load, ++department)
        firstRoom[department] = next;
    for (const QDate &on : Timeline(QDate(2021, 2, 1), lastDay, season).draw(random, 8500)) {
        const int patient = drawPatient(random, patients, on);
        const int diagnosis = drawDiagnosis(random, patients[static_cast<size_t>(patient - 1)], on);
        const int department = diagnoses[static_cast<size_t>(diagnosis - 1)].department;
        const int doctor = random.pickSkewed(doctorsOf[static_cast<size_t>(department)]);
        const int room =
            firstRoom[department] + random.between(0, 2 + departments[static_cast<size_t>(department - 1)].load);
        const int nights = 1 + random.skewed(department == 12 ? 40 : department == 9 ? 24 : 14);
        const QDate leaves = on.addDays(nights);
        const bool stillHere = leaves > lastDay;
        const int admission = admissions.add(patient, doctor, room, diagnosis, isoDate(on),
                                             stillHere ? QVariant() : QVariant(isoDate(leaves)),
                                             random.percent(department == 1 ? 95 : 32));
        const bool operated = random.percent(department == 4 || department == 7 ? 60 : 14);
        if (operated) {
            const Operation operation = operationIn(department);
            surgeries.add(admission, random.pickSkewed(doctorsOf[static_cast<size_t>(operation.department)]),
                          random.pickSkewed(words(operation.procedures)),
                          isoDate(std::min(on.addDays(random.between(0, 1)), lastDay)), random.bell(25, 320),
                          outcomes[static_cast<size_t>(random.weighted({92, 6, 2}))]);
        }
        if (!stillHere)
            writeBill(random, bills, patient, admission, leaves,
                      100 * (nights * 420 + random.between(90, 900) + (operated ? 3800 : 0)),
                      patients[static_cast<size_t>(patient - 1)].coverage);
    }
    for (const QDate &on :
         Timeline(QDate(2021, 2, 1), lastDay, {.weekdays = officeDays, .yearlyGrowth = 9}).draw(random, 6500)) {
        const int patient = drawPatient(random, patients, on);
        writeBill(random, bills, patient, QVariant(), on, 5 * random.bell(700, 9000),
                  patients[static_cast<size_t>(patient - 1)].coverage);
    }
}

void writeMedicines(const SampleWriter &out, const std::vector<PatientFacts> &patients,
                    const std::vector<std::vector<int>> &doctorsOf)
{
    struct Medicine
    {
        const char *name;
        const char *drugClass;
        const char *form;
        int cents;
        int department;
    };
    constexpr std::array<Medicine, 30> medicines = {{
        {"Ibuprofen", "Painkiller", "tablet", 18, 4},
        {"Paracetamol", "Painkiller", "tablet", 12, 2},
        {"Amoxicillin", "Antibiotic", "capsule", 45, 2},
        {"Metformin", "Antidiabetic", "tablet", 22, 2},
        {"Ramipril", "Blood pressure", "tablet", 30, 3},
        {"Atorvastatin", "Cholesterol", "tablet", 41, 3},
        {"Salbutamol", "Asthma", "inhaler", 860, 10},
        {"Omeprazole", "Stomach", "capsule", 35, 2},
        {"Amlodipine", "Blood pressure", "tablet", 26, 3},
        {"Bisoprolol", "Blood pressure", "tablet", 28, 3},
        {"Insulin glargine", "Antidiabetic", "injection", 2950, 2},
        {"Prednisolone", "Corticosteroid", "tablet", 32, 10},
        {"Azithromycin", "Antibiotic", "tablet", 140, 10},
        {"Ciprofloxacin", "Antibiotic", "tablet", 95, 7},
        {"Diclofenac", "Painkiller", "gel", 520, 4},
        {"Tramadol", "Painkiller", "capsule", 60, 4},
        {"Warfarin", "Blood thinner", "tablet", 24, 3},
        {"Apixaban", "Blood thinner", "tablet", 160, 3},
        {"Sertraline", "Antidepressant", "tablet", 48, 12},
        {"Escitalopram", "Antidepressant", "tablet", 52, 12},
        {"Sumatriptan", "Migraine", "tablet", 410, 8},
        {"Levetiracetam", "Antiepileptic", "tablet", 75, 8},
        {"Levodopa", "Parkinson", "tablet", 88, 8},
        {"Tamoxifen", "Hormone therapy", "tablet", 130, 9},
        {"Ondansetron", "Antiemetic", "tablet", 240, 9},
        {"Hydrocortisone", "Corticosteroid", "cream", 430, 11},
        {"Cetirizine", "Antihistamine", "tablet", 20, 11},
        {"Budesonide", "Asthma", "inhaler", 1740, 10},
        {"Folic acid", "Vitamin", "tablet", 8, 6},
        {"Vitamin D", "Vitamin", "capsule", 15, 5},
    }};
    auto medications = out.into("medications");
    for (const Medicine &medicine : medicines)
        medications.add(QString::fromLatin1(medicine.name), QString::fromLatin1(medicine.drugClass),
                        QString::fromLatin1(medicine.form), money(medicine.cents));

    Random random("hospital.prescriptions");
    auto prescriptions = out.into("prescriptions");
    const Season season = {
        .months = {14, 13, 12, 10, 9, 8, 8, 8, 9, 11, 12, 13}, .weekdays = officeDays, .yearlyGrowth = 8};
    for (const QDate &on : Timeline(QDate(2021, 2, 1), lastDay, season).draw(random, 21000)) {
        const int medicine = random.skewed(static_cast<int>(medicines.size()));
        const auto department = static_cast<size_t>(medicines[static_cast<size_t>(medicine)].department);
        prescriptions.add(drawPatient(random, patients, on), random.pickSkewed(doctorsOf[department]), medicine + 1,
                          isoDate(on),
                          std::array{5, 7, 10, 14, 30, 90}[static_cast<size_t>(random.weighted({3, 5, 5, 4, 6, 4}))],
                          random.weighted({0, 5, 3, 2}));
    }
}

void writeLaboratory(const SampleWriter &out, const std::vector<PatientFacts> &patients)
{
    struct Test
    {
        const char *name;
        const char *unit;
        int low; ///< hundredths
        int high;
        int cents;
    };
    constexpr std::array<Test, 16> tests = {{
        {"Glucose", "mg/dL", 7000, 9900, 450},
        {"Haemoglobin", "g/dL", 1200, 1700, 380},
        {"Cholesterol", "mg/dL", 12500, 20000, 620},
        {"Creatinine", "mg/dL", 60, 120, 540},
        {"C-reactive protein", "mg/L", 0, 500, 910},
        {"White blood cells", "10^9/L", 400, 1100, 380},
        {"Platelets", "10^9/L", 15000, 40000, 380},
        {"Sodium", "mmol/L", 13500, 14500, 300},
        {"Potassium", "mmol/L", 350, 510, 300},
        {"HbA1c", "%", 400, 560, 1240},
        {"TSH", "mIU/L", 40, 400, 1380},
        {"Ferritin", "ng/mL", 2000, 25000, 1150},
        {"Vitamin B12", "pg/mL", 20000, 90000, 1420},
        {"Vitamin D", "ng/mL", 2000, 5000, 1850},
        {"ALT", "U/L", 700, 5500, 430},
        {"Troponin", "ng/L", 0, 1400, 1990},
    }};
    auto labTests = out.into("lab_tests");
    for (const Test &test : tests)
        labTests.add(QString::fromLatin1(test.name), QString::fromLatin1(test.unit), money(test.low), money(test.high),
                     money(test.cents));

    Random random("hospital.laboratory");
    auto results = out.into("lab_results");
    const Timeline taken(QDate(2021, 2, 1), lastDay, {.weekdays = {12, 11, 10, 10, 9, 3, 3}, .yearlyGrowth = 11});
    for (const QDate &on : taken.draw(random, 20000)) {
        const int number = random.skewed(static_cast<int>(tests.size()));
        const Test &test = tests[static_cast<size_t>(number)];
        const int span = test.high - test.low;
        const int value =
            random.percent(84) ? random.between(test.low, test.high) : test.high + span * random.between(2, 70) / 100;
        results.add(drawPatient(random, patients, on), number + 1, isoDate(on), money(value),
                    value < test.low || value > test.high);
    }
}

} // namespace

SampleInfo hospitalInfo()
{
    return {Sample::Hospital,
            u"hospital"_s,
            QCoreApplication::translate("Sample", "Hospital"),
            QCoreApplication::translate(
                "Sample", "Lakeside Hospital: patients, appointments, diagnoses, medicines and bills, 2021 to 2026"),
            {u"How many patients are there?"_s, u"Number of appointments for each status"_s,
             u"Which doctor has the highest salary?"_s, u"Number of admissions by month in 2025"_s,
             u"List the doctors in the Cardiology department"_s}};
}

void fillHospital(const QSqlDatabase &database)
{
    const SampleWriter out(database, tables());
    writeDepartments(out);
    const auto doctorsOf = writeStaff(out);
    const std::vector<PatientFacts> patients = writePatients(out);
    writeDiagnoses(out);
    writeVisits(out, patients, doctorsOf);
    writeAdmissions(out, patients, doctorsOf);
    writeMedicines(out, patients, doctorsOf);
    writeLaboratory(out, patients);
    out.createIndexes();
}

} // namespace tabletalk::sampledata
