//! What published models omit about their services: a file of `apply` for each service, which is
//! read together with every model that defines it.

use super::source::Source;
use crate::ModelFile;
use crate::diagnostics::Diagnostics;

/// The files for the services in `models`, without statements about shapes that are missing: a
/// model may be part of the published one.
pub(crate) fn of(models: &[Source], diagnostics: &mut Diagnostics) -> Vec<Source> {
    let is_defined = |id: &str| models.iter().any(|model| model.defines(id));
    let needed = FILES.iter().filter(|(service, ..)| is_defined(service));
    let files = needed.map(|(_, name, text)| ModelFile {
        name: format!("customizations/{name}"),
        text: (*text).to_owned(),
    });
    let mut sources: Vec<Source> =
        files.filter_map(|file| Source::parse(&file, diagnostics)).collect();
    sources.iter_mut().for_each(|source| source.retain_shapes(is_defined));
    sources
}

/// By the id of the service.
const FILES: &[(&str, &str, &str)] = &[
    (
        "com.amazonaws.apigateway#BackplaneControlService",
        "api-gateway.json",
        include_str!("../customizations/api-gateway.json"),
    ),
    (
        "com.amazonaws.glacier#Glacier",
        "glacier.json",
        include_str!("../customizations/glacier.json"),
    ),
    (
        "com.amazonaws.iotdataplane#IotMoonrakerService",
        "iot-data.json",
        include_str!("../customizations/iot-data.json"),
    ),
    (
        "com.amazonaws.iotjobsdataplane#IotLaserThingJobManagerExternalService",
        "iot-jobs-data.json",
        include_str!("../customizations/iot-jobs-data.json"),
    ),
];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::smithy::traits::{
        AcceptsCertificate, CertificateAuth, LabelDefaults, RequestHeaders, Sha256TreeHash,
    };
    use crate::smithy::{Model, ShapeId};

    fn load(shapes: Value) -> Model {
        let text = json!({"smithy": "2.0", "shapes": shapes}).to_string();
        let name = "model.json".to_owned();
        crate::smithy::load(&[ModelFile { name, text }]).unwrap_or_else(|found| panic!("{found}"))
    }

    fn service() -> Value {
        json!({"type": "service", "version": "1"})
    }

    #[test]
    fn every_file_is_a_model_that_applies_known_traits_to_its_service() {
        for (service, name, text) in FILES {
            let file: Value = serde_json::from_str(text).expect(name);
            let shapes = file["shapes"].as_object().expect(name);
            assert!(shapes.contains_key(*service), "{name} is for {service}");
            for (id, shape) in shapes {
                assert_eq!(shape["type"], "apply", "{id}");
                for id in shape["traits"].as_object().expect(name).keys() {
                    assert!(id.starts_with("sdk.codegen#"), "{name} applies {id}");
                }
            }
        }
    }

    #[test]
    fn a_service_gets_what_is_known_of_it() {
        let upload = json!({
            "type": "operation",
            "traits": {"smithy.api#http": {"method": "POST", "uri": "/"}}
        });
        let model = load(json!({
            "com.amazonaws.glacier#Glacier": {
                "type": "service",
                "version": "1",
                "operations": [{"target": "com.amazonaws.glacier#UploadArchive"}]
            },
            "com.amazonaws.glacier#UploadArchive": upload
        }));
        let traits = |id| &model.shape(&ShapeId::parse(id).unwrap()).traits;
        let service = traits("com.amazonaws.glacier#Glacier");
        let headers = service.get::<RequestHeaders>().unwrap().0;
        assert_eq!(headers["X-Amz-Glacier-Version"], "2012-06-01");
        assert_eq!(service.get::<LabelDefaults>().unwrap().0["accountId"], "-");
        assert!(traits("com.amazonaws.glacier#UploadArchive").has::<Sha256TreeHash>());
    }

    #[test]
    fn every_statement_about_iot_jobs_has_its_shape() {
        let models = [
            include_str!("../../../model/iot-jobs-data-plane.json"),
            include_str!("../../../model/additions.json"),
        ];
        let files = models.map(|text| ModelFile { name: "model.json".into(), text: text.into() });
        let model = crate::smithy::load(&files).unwrap_or_else(|found| panic!("{found}"));
        let (service, _, text) =
            FILES.iter().find(|(_, name, _)| *name == "iot-jobs-data.json").unwrap();
        let facts: CertificateAuth =
            model.shape(&ShapeId::parse(service).unwrap()).traits.get().unwrap();
        assert_eq!(facts.endpoint_type, "iot:Data-ATS");
        assert_eq!(facts.port, Some(8443));
        assert_eq!(facts.alpn.as_deref(), Some("x-amzn-http-ca"));
        assert_eq!(facts.policy_prefix.as_deref(), Some("iotjobsdata"));
        let file: Value = serde_json::from_str(text).unwrap();
        for (id, shape) in file["shapes"].as_object().unwrap() {
            let known = model.find(&ShapeId::parse(id).unwrap()).expect(id);
            for name in shape["traits"].as_object().unwrap().keys() {
                assert!(known.traits.value(name).is_some(), "{id} has {name}");
            }
        }
        let signed = "com.amazonaws.iotjobsdataplane#StartCommandExecution";
        let signed = model.shape(&ShapeId::parse(signed).unwrap());
        assert!(!signed.traits.has::<AcceptsCertificate>());
    }

    #[test]
    fn other_services_get_nothing() {
        let model = load(json!({"com.example#Glacier": service()}));
        let shape = model.shape(&ShapeId::parse("com.example#Glacier").unwrap());
        assert_eq!(shape.traits.iter().count(), 0);
    }
}
